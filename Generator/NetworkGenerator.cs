using System.Linq;
using System.Text;
using GraphGen.Generator.Emit;
using GraphGen.Generator.Graph;
using GraphGen.Generator.Read;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace GraphGen.Generator;

/// <summary>Wires the phases: reads every class marked [Network] or [Block] into a model, and emits its other half when that changes.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class NetworkGenerator : IIncrementalGenerator
{
    /// <summary>The name under which the reading of networks is tracked: all that runs after an unrelated edit.</summary>
    public const string ReadStep = "Read";

    /// <summary>The same for blocks.</summary>
    public const string ReadBlockStep = "ReadBlock";

    /// <summary>The name under which the models are tracked, for tests of incrementality.</summary>
    public const string ModelStep = "Model";

    /// <summary>The name under which the blocks are tracked.</summary>
    public const string BlockStep = "Block";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<NetworkModel> models = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                "GraphGen.NetworkAttribute",
                static (node, _) => node is TypeDeclarationSyntax,
                static (attribute, cancellation) => NetworkReader.ReadNetwork(attribute, cancellation))
            .WithTrackingName(ReadStep)
            .Where(static model => model is not null)
            .Select(static (model, _) => model!)
            .WithTrackingName(ModelStep);
        IncrementalValuesProvider<BlockModel> blocks = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                "GraphGen.BlockAttribute",
                static (node, _) => node is TypeDeclarationSyntax,
                static (attribute, cancellation) => NetworkReader.ReadBlock(attribute, cancellation))
            .WithTrackingName(ReadBlockStep)
            .Where(static model => model is not null)
            .Select(static (model, _) => model!)
            .WithTrackingName(BlockStep);
        // Classes, not structs or tuples of them: for every struct the compiler's pipeline is compiled anew at run time.
        IncrementalValueProvider<Surroundings> surroundings = Names(models.Select(static (model, _) => model.Type.FullName))
            .Combine(Names(blocks.Select(static (model, _) => model.Type.FullName)))
            .Select(static (names, _) => new NameList(HintNames.Doubled(names.Left.Names.Concat(names.Right.Names))))
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (pair, _) => new Surroundings(pair.Left.Names, AnalyzersRun(pair.Right.GlobalOptions)));
        context.RegisterSourceOutput(models.Combine(surroundings), static (output, pair) =>
        {
            var (model, surroundings) = pair;
            if (Emission(model, surroundings.AnalyzersRun, output.CancellationToken) is { } text)
                output.AddSource(HintNames.Of(model.Type, surroundings.Doubled), SourceText.From(text, Encoding.UTF8));
        });
        context.RegisterSourceOutput(blocks.Combine(surroundings), static (output, pair) =>
        {
            var (model, surroundings) = pair;
            if (!model.Problems.Any(problem => Diagnostics.Descriptors.ForbidsEmission(problem.Id)) && LayerMethods.Emit(model) is { } text)
                output.AddSource(HintNames.Of(model.Type, surroundings.Doubled), SourceText.From(text, Encoding.UTF8));
        });
    }

    private static IncrementalValueProvider<NameList> Names(IncrementalValuesProvider<string> names) =>
        names.Collect().Select(static (names, _) => new NameList(new(names)));

    private static string? Emission(NetworkModel model, bool analyzersRun, System.Threading.CancellationToken cancellation)
    {
        BuiltGraph built = GraphBuilder.Build(model);
        cancellation.ThrowIfCancellationRequested();
        Problem[] errors = [.. built.Problems.Where(problem => Diagnostics.Descriptors.IsError(problem.Id))];
        if (errors.Length == 0 && built.Graph is { } graph)
            return NetworkEmitter.Emit(model, graph, cancellation);
        // A half of a class that is not partial, or that may not be one, would hide the real error behind the compiler's own.
        return errors.Any(error => error.Place.Unit.Length == 0 && Diagnostics.Descriptors.ForbidsEmission(error.Id)) || StubEmitter.IsImpossible(model)
            ? null
            : StubEmitter.Emit(model, analyzersRun ? [] : errors.Select(Diagnostics.Descriptors.Message));
    }

    private static bool AnalyzersRun(AnalyzerConfigOptions options) =>
        !IsFalse(options, "build_property.RunAnalyzers") && !IsFalse(options, "build_property.RunAnalyzersDuringBuild");

    private static bool IsFalse(AnalyzerConfigOptions options, string property) =>
        options.TryGetValue(property, out string? value) && string.Equals(value, "false", System.StringComparison.OrdinalIgnoreCase);

    private sealed record NameList(EquatableArray<string> Names);

    /// <summary>What the emission of a network depends on beside its model.</summary>
    /// <param name="Doubled">See <see cref="HintNames.Doubled"/>.</param>
    /// <param name="AnalyzersRun">Whether the analyzer tells the errors.</param>
    private sealed record Surroundings(EquatableArray<string> Doubled, bool AnalyzersRun);
}
