using GraphGen;

// One neuron that learns to tell which side of a line a point lies on: the oldest network there is (Rosenblatt, 1958).
float[] points = [0.1f, 0.2f, 0.3f, 0.1f, 0.2f, 0.6f, 0.4f, 0.3f, 0.9f, 0.8f, 0.7f, 0.9f, 0.8f, 0.5f, 0.6f, 0.7f];
float[] above = [0, 0, 0, 0, 1, 1, 1, 1];

var network = new Perceptron(seed: 1);
using var training = network.CreateTraining(batchSize: 8, new Sgd(learningRate: 1f, momentum: 0.9));
for (int step = 0; step < 1000; step++)
    training.Step(points, above);

var outputs = new float[8];
using var inference = network.CreateInference(batchSize: 8);
inference.Run(points, outputs);
for (int i = 0; i < 8; i++)
    Console.WriteLine($"({points[2 * i]:0.0}, {points[2 * i + 1]:0.0}) is {(outputs[i] > 0.5f ? "above" : "below")} the line, and should be {(above[i] > 0.5f ? "above" : "below")}");

[Network]
[Input(2)]
[Dense(1), Sigmoid, MeanSquaredError]
public sealed partial class Perceptron;
