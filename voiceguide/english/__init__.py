"""What English words mean. No stage and no state: reading, building and importing ask it."""
