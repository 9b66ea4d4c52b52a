using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Generator.Tests.Emit;

/// <summary>Listings in the documents compile as they stand, without a warning.</summary>
public partial class ListingTests
{
    private const string GlobalUsings = "global using System; global using System.Linq; global using GraphGen;";

    public static TheoryData<string, int> Listings
    {
        get
        {
            TheoryData<string, int> listings = [];
            foreach (string file in (string[])["README.md", "docs/from-chain-to-graph.md"])
            {
                for (int i = 0; i < Read(file).Length; i++)
                    listings.Add(file, i);
            }

            return listings;
        }
    }

    [Theory]
    [MemberData(nameof(Listings))]
    public void Compiles(string file, int index)
    {
        string listing = Read(file)[index];
        // The README shows a mistake where it shows what the compiler says of it.
        if (listing.Contains("Reshape(28, 27)"))
            return;
        GeneratorRun run = new(listing, GlobalUsings);
        bool isProgram = run.Compilation.SyntaxTrees[0].GetRoot().ChildNodes().OfType<GlobalStatementSyntax>().Any();
        Compilation whole = run.Compilation
            .WithOptions(run.Compilation.Options.WithOutputKind(isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary))
            .AddSyntaxTrees(run.Result.GeneratedSources.Select(source => source.SyntaxTree));
        Assert.Empty(whole.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && diagnostic.Id is not ("CS1591" or "CS8933")).Select(diagnostic => diagnostic.ToString()));
        Assert.Empty(Analysis.Run(listing, GlobalUsings).Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).Select(diagnostic => diagnostic.ToString()));
    }

    private static string[] Read(string file, [CallerFilePath] string here = "") =>
        [.. Listing().Matches(File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", file)).ReplaceLineEndings("\n")).Select(match => match.Groups[1].Value)];

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Listing();
}
