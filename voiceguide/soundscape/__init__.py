"""What is heard besides the words: chimes, a bed, and the levels of both."""
