using System.Runtime.CompilerServices;
using GraphGen.Generator.Diagnostics;
using GraphGen.Generator.Layers;
using Microsoft.CodeAnalysis;

namespace Generator.Tests.Diagnostics;

/// <summary>Nothing is half there: each layer and each diagnostic has its attribute, its page, its row.</summary>
public class CatalogTests
{
    private static string Root([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", ".."));

    public static TheoryData<string> Kinds => [.. LayerCatalog.Kinds];

    public static TheoryData<string> Ids => [.. Descriptors.All.Select(descriptor => descriptor.Id)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ALayerHasItsAttributeAndItsRow(string kind)
    {
        Assert.NotNull(typeof(GraphGen.LayerAttribute).Assembly.GetType($"GraphGen.{kind}Attribute"));
        Assert.Contains($"`{kind}`", File.ReadAllText(Path.Combine(Root(), "README.md")));
    }

    [Fact]
    public void AnAttributeHasItsLayer() => Assert.Equal(
        LayerCatalog.Kinds,
        typeof(GraphGen.LayerAttribute).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(GraphGen.LayerAttribute)) && !type.IsAbstract)
            .Select(type => type.Name[..^"Attribute".Length])
            .OrderBy(name => name, StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Ids))]
    public void ADiagnosticHasItsPageAndItsRow(string id)
    {
        DiagnosticDescriptor descriptor = Descriptors.Of(id);
        string page = File.ReadAllText(Path.Combine(Root(), "docs", "diagnostics", id + ".md"));
        Assert.Contains(descriptor.Title.ToString(System.Globalization.CultureInfo.InvariantCulture), page);
        Assert.Contains("```csharp", page);
        string releases = File.ReadAllText(Path.Combine(Root(), "Generator", "Diagnostics", "AnalyzerReleases.Unshipped.md"));
        Assert.Contains($"{id} | GraphGen | {descriptor.DefaultSeverity} | ", releases);
        Assert.EndsWith($"/{id}.md", descriptor.HelpLinkUri);
    }
}
