using GraphGen;

float[] inputs = [0, 0, 0, 1, 1, 0, 1, 1];
float[] targets = [0, 1, 1, 0];

var network = new XorNetwork(seed: 1);
using var training = network.CreateTraining(batchSize: 4, new Adam(learningRate: 0.05f));
for (int step = 0; step < 500; step++)
    training.Step(inputs, targets);

var outputs = new float[4];
using var inference = network.CreateInference(batchSize: 4);
inference.Run(inputs, outputs);
Console.WriteLine(XorNetwork.Summary);
for (int i = 0; i < 4; i++)
    Console.WriteLine($"{inputs[2 * i]} xor {inputs[2 * i + 1]} = {outputs[i]:0.000}");

[Network]
[Input(2)]
[Dense(8), Tanh]
[Dense(1), MeanSquaredError]
public sealed partial class XorNetwork;
