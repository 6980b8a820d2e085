"""The commands: arguments in, sentences and tables out; 0 is done, 2 refused, 3 too many."""
