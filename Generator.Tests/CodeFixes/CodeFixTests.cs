using Generator.Tests.Harness;
using GraphGen.CodeFixes;

namespace Generator.Tests.CodeFixes;

/// <summary>Each code fix, before and after.</summary>
public class CodeFixTests
{
    [Theory]
    [InlineData("[Network, Input(3), Dense(2)] public class N { }", "[Network, Input(3), Dense(2)] public partial class N { }")]
    [InlineData("[Network, Input(3), Dense(2)]\n// mine\nclass N { }", "[Network, Input(3), Dense(2)]\n// mine\npartial class N { }")]
    [InlineData("public class Outer { [Network, Input(3), Dense(2)] partial class N { } }", "public partial class Outer { [Network, Input(3), Dense(2)] partial class N { } }")]
    public Task MakesPartial(string before, string after) => Fixing.Expect(new MakePartialFix(), before, after);

    [Theory]
    [InlineData("[Network, Input(1, 4, 4), Dense(2)] partial class N;", "[Network, Input(1, 4, 4), Flatten, Dense(2)] partial class N;")]
    [InlineData("[Network]\n[Input(1, 4, 4)]\n[Dense(2), Relu]\npartial class N;", "[Network]\n[Input(1, 4, 4)]\n[Flatten, Dense(2), Relu]\npartial class N;")]
    public Task InsertsFlatten(string before, string after) => Fixing.Expect(new InsertFlattenFix(), before, after);

    [Theory]
    [InlineData("[Network, Input(3), Dense(2), Relu, Relu] partial class N;", "[Network, Input(3), Dense(2), Relu] partial class N;")]
    [InlineData("[Network, Input(3), Dense(2), Softmax, SoftmaxCrossEntropy] partial class N;", "[Network, Input(3), Dense(2), SoftmaxCrossEntropy] partial class N;")]
    [InlineData("[Network, Input(3), Dense(2)]\n[Softmax]\n[SoftmaxCrossEntropy]\npartial class N;", "[Network, Input(3), Dense(2)]\n[SoftmaxCrossEntropy]\npartial class N;")]
    public Task RemovesTheLayerThatIsTooMuch(string before, string after) => Fixing.Expect(new RemoveLayerFix(), before, after);

    [Theory]
    [InlineData("[Network, Dense(2)] partial class N;", "[Network, Input(1), Dense(2)] partial class N;")]
    [InlineData("[Network]\n[Dense(2)]\npartial class N;", "[Network, Input(1)]\n[Dense(2)]\npartial class N;")]
    public Task AddsAnInput(string before, string after) => Fixing.Expect(new AddInputFix(), before, after);

    [Theory]
    [InlineData("[Network, Input(784), Reshape(28, 27), Dense(2)] partial class N;", "[Network, Input(784), Reshape(28, 28), Dense(2)] partial class N;")]
    [InlineData("[Network, Input(4), Reshape(3), Dense(2)] partial class N;", "[Network, Input(4), Reshape(4), Dense(2)] partial class N;")]
    public Task SetsTheExpectedSize(string before, string after) => Fixing.Expect(new ExpectedSizeFix(), before, after);
}
