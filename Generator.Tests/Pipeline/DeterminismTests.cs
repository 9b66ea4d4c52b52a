using System.Globalization;
using Generator.Tests.Harness;
using GraphGen.Generator;
using GraphGen.Generator.Emit;
using GraphGen.Generator.Read;

namespace Generator.Tests.Pipeline;

/// <summary>Same input, same text.</summary>
public class DeterminismTests
{
    private const string First = "using GraphGen;\nnamespace A;\n[Network, Input(3), Dense(2), LeakyRelu(0.25f), Dropout(0.5f), MeanSquaredError(Weight = 1.5f)] public partial class N;";
    private const string Second = "using GraphGen;\nnamespace B;\n[Network, Input(1234), Dense(2), MeanSquaredError] public partial class N;";

    [Fact]
    public void TwiceTheSame() => Assert.Equal(Texts(First, Second), Texts(First, Second));

    [Fact]
    public void WhateverTheOrderOfTrees() => Assert.Equal(Texts(First, Second), Texts(Second, First));

    [Fact]
    public void WhateverTheCulture()
    {
        string[] expected = Texts(First, Second);
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            // Finnish writes a comma in fractions, a space between thousands and a longer minus.
            CultureInfo.CurrentCulture = new CultureInfo("fi-FI");
            Assert.Equal(expected, Texts(First, Second));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void LinesEndInLineFeedsAlone() => Assert.DoesNotContain("\r", new GeneratorRun(First).Text);

    [Fact]
    public void CancellationEndsEmission()
    {
        NetworkModel model = (NetworkModel)new GeneratorRun(First).Result.TrackedSteps[NetworkGenerator.ModelStep].Single().Outputs.Single().Value;
        Assert.Throws<OperationCanceledException>(() => NetworkEmitter.Emit(model, GraphGen.Generator.Graph.GraphBuilder.Build(model).Graph!, new CancellationToken(canceled: true)));
    }

    private static string[] Texts(params string[] sources) =>
        [.. new GeneratorRun(sources).Result.GeneratedSources.OrderBy(source => source.HintName, StringComparer.Ordinal).Select(source => source.HintName + "\n" + source.SourceText)];
}
