using System.Collections.Immutable;
using System.Linq;
using GraphGen.Generator.Layers;
using GraphGen.Generator.Read;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GraphGen.Generator.Diagnostics;

/// <summary>Reports the mistakes of networks on the very attribute or argument at fault: it reads the model again, and maps places in it back to syntax.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NetworkAnalyzer : DiagnosticAnalyzer
{
    /// <summary>The property of a diagnostic that gives the position of the argument that one value would mend.</summary>
    public const string MendedPosition = "Position";

    /// <summary>The property of a diagnostic that gives that value.</summary>
    public const string MendedValue = "Value";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Descriptors.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        INamedTypeSymbol type = (INamedTypeSymbol)context.Symbol;
        AttributeData? network = type.GetAttributes().FirstOrDefault(LayerAttributes.IsNetwork);
        AttributeData[] layers = LayerAttributes.Of(type);
        if (network is null)
        {
            if (layers.Length > 0)
                context.ReportDiagnostic(Diagnostic.Create(Descriptors.Of("GG0006"), Location(layers[0]), type.Name));
            return;
        }

        foreach (Problem problem in NetworkChecker.Problems(NetworkReader.Read(type, context.CancellationToken)))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.Of(problem.Id), LocationOf(problem, type, layers, network), Mend(problem), [.. problem.Values]));
        }
    }

    /// <summary>What the code fix for an expected size needs, if the problem says it.</summary>
    private static ImmutableDictionary<string, string?> Mend(Problem problem)
    {
        const int holes = 4;
        return problem.Id == "GG0102" && problem.Values.Count == holes + 2
            ? ImmutableDictionary<string, string?>.Empty.Add(MendedPosition, problem.Values[holes]).Add(MendedValue, problem.Values[holes + 1])
            : ImmutableDictionary<string, string?>.Empty;
    }

    private static Location LocationOf(Problem problem, INamedTypeSymbol type, AttributeData[] layers, AttributeData network)
    {
        if (problem.Layer >= 0)
        {
            AttributeData layer = layers[problem.Layer];
            return problem.Argument is { } name && LayerAttributes.Argument(layer, name) is { } argument
                ? argument.GetLocation()
                : Location(layer);
        }

        if (problem.Id == "GG0008")
        {
            string name = problem.Values[1];
            return name == TypeModel.SeedConstructor
                ? type.InstanceConstructors.First(NetworkReader.IsSeedConstructor).Locations[0]
                : type.GetMembers(name).First(member => !member.IsImplicitlyDeclared).Locations[0];
        }

        // What concerns the class itself is shown on its name, in the declaration that says [Network].
        return LayerAttributes.Declaration(network) is BaseTypeDeclarationSyntax declaration
            ? declaration.Identifier.GetLocation()
            : type.Locations[0];
    }

    private static Location Location(AttributeData attribute) => attribute.ApplicationSyntaxReference!.GetSyntax().GetLocation();
}
