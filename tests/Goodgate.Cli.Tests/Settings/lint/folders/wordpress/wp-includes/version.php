not run by a test
