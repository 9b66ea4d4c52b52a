// The tile generator.
