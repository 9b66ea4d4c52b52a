using System.Globalization;
using Generator.Tests.Harness;
using GraphGen.Generator;
using GraphGen.Generator.Emit;
using GraphGen.Generator.Read;
using Microsoft.CodeAnalysis.CSharp;

namespace Generator.Tests.Pipeline;

/// <summary>Same input, same text.</summary>
public class DeterminismTests
{
    private const string First = "using GraphGen;\nnamespace A;\n[Network, Input(3), Dense(2), LeakyRelu(0.25f), Dropout(0.5f), MeanSquaredError(Weight = 1.5f)] public partial class N;";
    private const string Second = "using GraphGen;\nnamespace B;\n[Network, Input(1234), Dense(2), MeanSquaredError] public partial class N;";

    /// <summary>A graph, with numbers that cultures write their own ways, whose class lies in two files and which uses two blocks.</summary>
    private const string Third = "using GraphGen;\nnamespace C;\n[Network] public partial class N { [Block<B>(1000), Dense(2), Huber(Weight = 1.5f)] private static partial Node A(Node x); static (Node, Node) Graph([Input(1234)] Node x) => (A(-1234.5f * x), E(x - 0.25f)); }";
    private const string Fourth = "using GraphGen;\nnamespace C;\npublic partial class N { [Block<D>(Repeat = 2), Dense(2), KLDivergence] private static partial Node E(Node x); }\n[Block] partial class D { [Dense(4), LeakyRelu(0.125f)] private static partial Node Body(Node x); static Node Graph(Node x) => Body(x); }";
    private const string Fifth = "using GraphGen;\nnamespace C;\n[Block] partial class B { [Size] const int W = 1200 + 34; [Dense(W)] private static partial Node Body(Node x); static Node Graph(Node x) => Body(x).Elu(0.5f); }";

    /// <summary>Mistakes, in the stub and in what is said of them.</summary>
    private const string Wrong = "using GraphGen;\nnamespace E;\n[Network] public partial class N { [Dense(2), Huber(Weight = -1.5f)] private static partial Node A(Node x); static Node Graph([Input(1234)] Node x) => A(-1.5f * x); }";

    private static readonly string[] s_all = [First, Second, Third, Fourth, Fifth, Wrong];

    [Fact]
    public void TwiceTheSame() => Assert.Equal(Texts(s_all), Texts(s_all));

    /// <summary>Which file comes first is said by its path, not by the order in which it is given.</summary>
    [Fact]
    public void WhateverTheOrderOfTrees() => Assert.Equal(Texts(s_all), Texts(isReversed: true, s_all));

    [Fact]
    public void WhatIsSaidToo()
    {
        string[] Said() => [.. Analysis.Run(s_all).Select(diagnostic => diagnostic.ToString())];
        string[] expected = Said();
        Assert.Contains("Weight' is -1.5, but must be", Assert.Single(expected));
        InFinnish(() => Assert.Equal(expected, Said()));
    }

    [Fact]
    public void WhateverTheCulture()
    {
        string[] expected = Texts(s_all);
        InFinnish(() => Assert.Equal(expected, Texts(s_all)));
    }

    private static void InFinnish(Action act)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            // Finnish writes a comma in fractions, a space between thousands and a longer minus.
            CultureInfo.CurrentCulture = new CultureInfo("fi-FI");
            act();
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

    private static string[] Texts(params string[] sources) => Texts(isReversed: false, sources);

    private static string[] Texts(bool isReversed, string[] sources)
    {
        CSharpCompilation compilation = Compilations.Of(sources);
        var trees = compilation.SyntaxTrees;
        GeneratorRun run = new(isReversed ? compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(trees.Reverse()) : compilation);
        return [.. run.Result.GeneratedSources.OrderBy(source => source.HintName, StringComparer.Ordinal).Select(source => source.HintName + "\n" + source.SourceText)];
    }
}
