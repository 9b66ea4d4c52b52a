using Mnist;

return new ClassifierProgram
{
    Description = "Trains a neural network, compiled by GraphGen, to read handwritten digits.",
    DataDescription = "The directory of the four MNIST files, gzipped or not.",
    CacheName = "mnist",
    Models = Networks.All,
    FindPictures = (given, stop) => LabelledPictures.Of(DigitsSource.Find(given, stop)),
}.Run(args);
