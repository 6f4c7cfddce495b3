"""What speaks: a module for each kind of engine."""
