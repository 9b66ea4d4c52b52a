using System.Runtime.CompilerServices;
using GraphGen.Generator.Diagnostics;
using GraphGen.Generator.Layers;
using Microsoft.CodeAnalysis;

namespace Generator.Tests.Diagnostics;

/// <summary>Nothing is half there: each layer and each diagnostic has its attribute, its page, its row.</summary>
public class CatalogTests
{
    private static string Root([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", ".."));

    /// <summary>Layers in its place, and so no layer itself.</summary>
    private const string Block = "Block";

    public static TheoryData<string> Kinds => [.. LayerCatalog.Kinds];

    public static TheoryData<string> Ids => [.. Descriptors.All.Select(descriptor => descriptor.Id)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ALayerHasItsAttributeAndItsRow(string kind)
    {
        Assert.Contains(typeof(GraphGen.LayerAttribute).Assembly.GetTypes(), type => type.Namespace == "GraphGen" && NameOf(type) == kind + "Attribute");
        Assert.Matches($"`{kind}(<\\w+>)?`", File.ReadAllText(Path.Combine(Root(), "README.md")));
    }

    [Fact]
    public void AnAttributeHasItsLayer() => Assert.Equal(
        LayerCatalog.Kinds,
        typeof(GraphGen.LayerAttribute).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(GraphGen.LayerAttribute)) && !type.IsAbstract)
            .Select(type => NameOf(type)[..^"Attribute".Length])
            .Where(kind => kind != Block)
            .OrderBy(name => name, StringComparer.Ordinal));

    /// <summary>What <c>Graph</c> can do stands on Node: operations under their names, or as operators.</summary>
    [Fact]
    public void AnOperationHasItsMember()
    {
        string[] operators = ["Add", "Subtract", "Multiply", "Affine"];
        string[] members = [.. typeof(GraphGen.Node).GetMethods().Where(method => method.IsPublic && method.DeclaringType == typeof(GraphGen.Node)).Select(method => method.Name)];
        Assert.Empty(LayerCatalog.Operations.Except(members).Except(operators));
        IEnumerable<string> named = members.Where(name => !name.StartsWith("op_", StringComparison.Ordinal)).Distinct();
        Assert.Empty(named.Except(LayerCatalog.Operations).Except(LayerCatalog.Kinds));
    }

    /// <summary>An activation can be called on a value, too.</summary>
    [Fact]
    public void AnActivationHasItsMember() => Assert.Empty(LayerCatalog.Kinds
        .Where(kind => LayerCatalog.Create(new GraphGen.Generator.Read.LayerUse(kind, GraphGen.Generator.Read.EquatableArray<GraphGen.Generator.Read.Argument>.Empty)) is ActivationLayer)
        .Except(typeof(GraphGen.Node).GetMethods().Select(method => method.Name)));

    /// <summary>Every id is among the cases of a test that marks the place.</summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public void ADiagnosticHasItsCase(string id) => Assert.Contains(
        typeof(CatalogTests).Assembly.GetTypes().Where(type => type.Namespace == typeof(CatalogTests).Namespace)
            .SelectMany(type => type.GetMethods())
            .SelectMany(method => method.GetCustomAttributes(typeof(InlineDataAttribute), inherit: false).Cast<InlineDataAttribute>()
                .Select(data => data.GetData(method).Single())),
        data => data.Length == 3 && id.Equals(data[0]) && data[1] is string wrong && wrong.Contains("[|"));

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

    /// <summary>A type's name without the number of its type parameters.</summary>
    private static string NameOf(Type type) => type.Name.Split('`')[0];
}
