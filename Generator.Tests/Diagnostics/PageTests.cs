using System.Globalization;
using System.Runtime.CompilerServices;
using Generator.Tests.Harness;
using GraphGen.CodeFixes;
using GraphGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Generator.Tests.Diagnostics;

/// <summary>The pages in docs/diagnostics say what the compiler says, and their listings do what they say.</summary>
public class PageTests
{
    private static readonly string[] s_fixable =
    [
        .. typeof(SyntaxFix).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(CodeFixProvider)) && !type.IsAbstract)
            .SelectMany(type => ((CodeFixProvider)Activator.CreateInstance(type)!).FixableDiagnosticIds),
    ];

    public static TheoryData<string> Ids => CatalogTests.Ids;

    [Theory]
    [MemberData(nameof(Ids))]
    public void BeginsAsTheDiagnosticDoes(string id)
    {
        DiagnosticDescriptor descriptor = Descriptors.Of(id);
        string severity = descriptor.DefaultSeverity switch { DiagnosticSeverity.Error => "an error", DiagnosticSeverity.Warning => "a warning", _ => "a suggestion" };
        string expected = $"# {id}: {Text(descriptor.Title)}\n\nThis is {severity}.\n\n> {Text(descriptor.MessageFormat)}\n\n## Why\n\n";
        Assert.Equal(expected, Page(id)[..Math.Min(expected.Length, Page(id).Length)]);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void ItsListingsAreWrongAndRight(string id)
    {
        Assert.Equal([id], Analysis.Run(Analysis.Usings + Listing(id, "Wrong")).Select(diagnostic => diagnostic.Id));
        Analysis.ExpectNone(Listing(id, "Right"));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void NamesACodeFixIfThereIsOne(string id) => Assert.Equal(s_fixable.Contains(id), Page(id).Contains("A code fix can "));

    /// <summary>A message is a sentence: what is wrong, then what to do, on one line and without a full stop.</summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public void TheMessageSaysWhatToDo(string id)
    {
        string message = Text(Descriptors.Of(id).MessageFormat);
        Assert.True(message.Contains("; ") || message.Contains("must be"));
        Assert.False(message.EndsWith('.') || message.Contains('\n'));
        Assert.True(char.IsUpper(message[0]) || message[0] is '\'' or '[' or '{');
        Assert.False(Text(Descriptors.Of(id).Title).EndsWith('.'));
    }

    private static string Text(LocalizableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Listing(string id, string heading)
    {
        string part = Page(id).Split($"## {heading}\n")[1];
        return part.Split("```csharp\n")[1].Split("```")[0];
    }

    private static string Page(string id, [CallerFilePath] string file = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "docs", "diagnostics", id + ".md")).ReplaceLineEndings("\n");
}
