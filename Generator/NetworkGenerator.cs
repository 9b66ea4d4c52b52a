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
            .Where(static model => model is not null)
            .Select(static (model, _) => model!)
            .WithTrackingName(ModelStep);
        IncrementalValuesProvider<BlockModel> blocks = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                "GraphGen.BlockAttribute",
                static (node, _) => node is TypeDeclarationSyntax,
                static (attribute, cancellation) => NetworkReader.ReadBlock(attribute, cancellation))
            .Where(static model => model is not null)
            .Select(static (model, _) => model!)
            .WithTrackingName(BlockStep);
        IncrementalValueProvider<bool> analyzersRun = context.AnalyzerConfigOptionsProvider
            .Select(static (options, _) => AnalyzersRun(options.GlobalOptions));
        IncrementalValueProvider<EquatableArray<string>> doubled = models.Select(static (model, _) => model.Type.FullName).Collect()
            .Combine(blocks.Select(static (model, _) => model.Type.FullName).Collect())
            .Select(static (names, _) => HintNames.Doubled(names.Left.Concat(names.Right)));
        context.RegisterSourceOutput(models.Combine(analyzersRun).Combine(doubled), static (output, pair) =>
        {
            var ((model, analyzersRun), doubled) = pair;
            if (Emission(model, analyzersRun, output.CancellationToken) is { } text)
                output.AddSource(HintNames.Of(model.Type, doubled), SourceText.From(text, Encoding.UTF8));
        });
        context.RegisterSourceOutput(blocks.Combine(doubled), static (output, pair) =>
        {
            var (model, doubled) = pair;
            if (!model.Problems.Any(problem => Diagnostics.Descriptors.ForbidsEmission(problem.Id)) && LayerMethods.Emit(model) is { } text)
                output.AddSource(HintNames.Of(model.Type, doubled), SourceText.From(text, Encoding.UTF8));
        });
    }

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
}
