"""What is held, and by what rooms it could be: in memory, in step with every process's commits."""
