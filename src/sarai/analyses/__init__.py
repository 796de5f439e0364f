"""What is asked of a release. Each takes a session and gives answers; none imports another."""
