using GraphGen;

// Finds the line y = 2x + 1 again from 100 noisy points, by 1,000 iterations of gradient descent.
const int count = 100;
var random = new Random(1);
var x = new float[count];
var y = new float[count];
for (int i = 0; i < count; i++)
{
    x[i] = random.NextSingle() * 4 - 2;
    y[i] = 2 * x[i] + 1 + (random.NextSingle() - 0.5f) * 0.4f;
}

var line = new Line(seed: 1);
using var training = line.CreateTraining(count, new Sgd(learningRate: 0.05f));
for (int iteration = 1; iteration <= 1000; iteration++)
{
    float loss = training.Step(x, y);
    if (iteration is 1 or 10 or 100 or 1000)
        Console.WriteLine($"iteration {iteration,4}: mean squared error {loss:0.00000}");
}

Span<float> slope = [0], offset = [0];
line.Parameters[0].Read(slope);
line.Parameters[1].Read(offset);
Console.WriteLine($"y = {slope[0]:0.000}x + {offset[0]:0.000}");

[Network]
[Input(1)]
[Dense(1), MeanSquaredError]
public sealed partial class Line;
