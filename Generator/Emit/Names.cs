using System;
using System.Globalization;
using System.Linq;
using GraphGen.Generator.Graph;
using GraphGen.Generator.Shapes;

namespace GraphGen.Generator.Emit;

/// <summary>How names and constants are spelled in emitted code.</summary>
internal static class Names
{
    public const string Root = "global::GraphGen.";
    /// <summary>An alias, which no type of the user's can hide: <c>::</c> looks for aliases alone.</summary>
    public const string Services = "Gg::";

    public static string Field(Value value) => "_" + Identifier(value.Name);

    /// <summary>A name as a C# identifier: what is no letter or digit becomes an underscore.</summary>
    public static string Identifier(string name) => string.Concat(name.Select(c => char.IsLetterOrDigit(c) ? c : '_'));

    /// <summary>A parameter's name, safe where it is a keyword.</summary>
    public static string Parameter(string name) => "@" + Identifier(name) is var escaped
        && Microsoft.CodeAnalysis.CSharp.SyntaxFacts.GetKeywordKind(escaped.Substring(1)) == Microsoft.CodeAnalysis.CSharp.SyntaxKind.None
        ? escaped.Substring(1)
        : escaped;

    public static string Quote(string text) => Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral(text, quote: true);

    public static string Extents(Shape shape) => "[" + string.Join(", ", shape.Dimensions.Select(extent => Text(extent))) + "]";

    public static string Text(IFormattable number) => number is float single
        ? single.ToString("R", CultureInfo.InvariantCulture) + "f"
        : number.ToString(null, CultureInfo.InvariantCulture);

    public static string Text(bool flag) => flag ? "true" : "false";
}
