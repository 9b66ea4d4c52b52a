using Cifar10;

return new ClassifierProgram
{
    Description = "Trains a neural network, compiled by GraphGen, to tell airplanes, cats and eight more kinds of things apart.",
    DataDescription = "The directory of CIFAR-10's binary version: data_batch_1.bin to data_batch_5.bin and test_batch.bin.",
    CacheName = "cifar10",
    Models = Networks.All,
    FindPictures = CifarSource.Find,
}.Run(args);
