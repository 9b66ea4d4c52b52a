using Generator.Tests.Harness;

namespace Generator.Tests.Shapes;

/// <summary>The shape behind each layer, as the emitted summary shows it.</summary>
public class ShapeTests
{
    [Theory]
    [InlineData("Input(2, 3, 4), Flatten, Dense(2)", "flatten1 [24]", "dense1 [2]")]
    [InlineData("Input(2, 3, 4), Flatten, Dense(2)", "input [2, 3, 4]")]
    [InlineData("Input(5, 4), Dense(7), Relu", "dense1 [5, 7]", "relu1 [5, 7]")]
    [InlineData("Input(24), Reshape(2, -1, 3), Flatten, Dense(2)", "reshape1 [2, 4, 3]", "flatten1 [24]")]
    [InlineData("Input(24), Reshape(-1), Dense(2), Softmax, Dropout(0.5f)", "reshape1 [24]", "softmax1 [2]", "dropout1 [2]")]
    public void FollowsFromTheInput(string stack, params string[] expected)
    {
        string text = new GeneratorRun($"using GraphGen; [Network, {stack}] public partial class N;").Text;
        foreach (string shape in expected)
        {
            string[] parts = shape.Split(' ', 2);
            Assert.Contains(text.Split('\n'), line => line.Contains($"<term>{parts[0]}: ") && line.Contains($"<description>{parts[1]}, "));
        }
    }

    [Theory]
    [InlineData("Input(784), Dense(128), Relu, Dense(10), SoftmaxCrossEntropy", 101_770)]
    [InlineData("Input(5, 4), Dense(7, Bias = false)", 28)]
    public void CountsParameters(string stack, int expected) => Assert.Contains(
        $"public const long ParameterCount = {expected};", new GeneratorRun($"using GraphGen; [Network, {stack}] public partial class N;").Text);
}
