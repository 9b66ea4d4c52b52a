using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using GraphGen.Generator.Graph;
using GraphGen.Generator.Read;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GraphGen.Generator.Diagnostics;

/// <summary>Reports the mistakes of networks and blocks on the very attribute, argument or operand at fault: it reads the model again, and maps places in it back to syntax.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NetworkAnalyzer : DiagnosticAnalyzer
{
    /// <summary>The property of a diagnostic that gives the position of the argument that one value would mend.</summary>
    public const string MendedPosition = "Position";

    /// <summary>The property of a diagnostic that gives that value, or the kind of the layer to remove.</summary>
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
        if (type is not { TypeKind: TypeKind.Class, Name.Length: > 0 })
            return;
        SourceMap map = new();
        if (type.GetAttributes().Any(LayerAttributes.IsNetwork))
        {
            NetworkModel model = NetworkReader.ReadNetwork(type, context.Compilation, map, context.CancellationToken);
            Report(context, type, map, "", GraphBuilder.Build(model).Problems);
        }
        else if (type.GetAttributes().Any(LayerAttributes.IsBlock))
        {
            BlockModel model = NetworkReader.ReadBlock(type, context.Compilation, map, context.CancellationToken);
            Report(context, type, map, model.Body.Key, BlockChecker.Problems(model));
        }
        else if (LayerAttributes.Of(type).Concat(UnitReader.LayerMethods(type).SelectMany(LayerAttributes.Of)).FirstOrDefault() is { } stray)
        {
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.Of("GG0006"), stray.ApplicationSyntaxReference!.GetSyntax().GetLocation(), type.Name));
        }
    }

    /// <summary>Reports what lies in the class itself; a block's own mistakes are told where the block is analysed.</summary>
    private static void Report(SymbolAnalysisContext context, INamedTypeSymbol type, SourceMap map, string unit, IEnumerable<Problem> problems)
    {
        foreach (Problem problem in problems.Where(problem => problem.Place.Unit == unit))
        {
            Location location = MemberAt(problem, type) ?? map.Locate(problem.Place) ?? type.Locations[0];
            Location[] inner = problem.Inner is { } place && map.Locate(place) is { } line ? [line] : [];
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.Of(problem.Id), location, inner, Mend(problem), [.. problem.Values]));
        }
    }

    /// <summary>What a code fix needs: an expected size, if the problem says it; the link before a loss that applies it.</summary>
    private static ImmutableDictionary<string, string?> Mend(Problem problem)
    {
        const int holes = 4;
        if (problem.Id == "GG0106")
            return ImmutableDictionary<string, string?>.Empty.Add(MendedValue, problem.Values[1]);
        return problem.Id == "GG0102" && problem.Values.Count == holes + 2
            ? ImmutableDictionary<string, string?>.Empty.Add(MendedPosition, problem.Values[holes]).Add(MendedValue, problem.Values[holes + 1])
            : ImmutableDictionary<string, string?>.Empty;
    }

    /// <summary>The member that a problem is about, if it is about one.</summary>
    private static Location? MemberAt(Problem problem, INamedTypeSymbol type)
    {
        if (problem.Id != "GG0008")
            return null;
        string name = problem.Values[1];
        if (name == type.Name)
            return null;
        ISymbol? member = type.GetMembers(name).FirstOrDefault(member => !member.IsImplicitlyDeclared)
            ?? type.InstanceConstructors.FirstOrDefault(TypeReader.IsSeedConstructor);
        return member?.Locations[0];
    }
}
