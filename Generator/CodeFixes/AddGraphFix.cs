using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using GraphGen.Generator.Read;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GraphGen.CodeFixes;

/// <summary>GG0209: adds a <c>Graph</c> that calls the layer methods one after the other, as a skeleton for the user to wire.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class AddGraphFix : SyntaxFix
{
    private const string Indentation = "    ";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["GG0209"];

    /// <inheritdoc/>
    protected override string Title => "Add a Graph that calls the layer methods in turn";

    /// <inheritdoc/>
    protected override SyntaxNode? Change(SyntaxNode root, SyntaxNode place, Diagnostic diagnostic, SemanticModel model)
    {
        if (place is not TypeDeclarationSyntax type || model.GetDeclaredSymbol(type) is not INamedTypeSymbol symbol || type.OpenBraceToken.IsKind(SyntaxKind.None))
            return null;
        IMethodSymbol[] methods = [.. UnitReader.LayerMethods(symbol)];
        if (methods.Length == 0)
            return null;
        string line = type.DescendantTrivia().FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)) is { RawKind: not 0 } end ? end.ToString() : "\n";
        string indentation = type.GetLeadingTrivia().LastOrDefault(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).ToString() + Indentation;
        string text = Graph(methods, isBlock: symbol.GetAttributes().Any(LayerAttributes.IsBlock));
        text = line + string.Join(line, text.Split('\n').Select(written => indentation + written)) + line;
        return root.ReplaceNode(type, type.AddMembers(SyntaxFactory.ParseMemberDeclaration(text)!));
    }

    /// <summary>Each method is given what the ones before it gave, the latest last.</summary>
    private static string Graph(IMethodSymbol[] methods, bool isBlock)
    {
        string input = methods.Any(method => Local(method) == "input") ? "x" : "input";
        string heading = $"static Node Graph({(isBlock ? "" : "[Input(1)] ")}Node {input})";
        List<string> values = [input];
        List<string> lines = [];
        foreach (IMethodSymbol method in methods)
        {
            int taken = method.Parameters.Length;
            IEnumerable<string> operands = Enumerable.Repeat(input, System.Math.Max(0, taken - values.Count)).Concat(values.Skip(System.Math.Max(0, values.Count - taken)));
            string call = $"{Escaped(method.Name)}({string.Join(", ", operands)})";
            values.Add(Local(method));
            lines.Add(values.Count > methods.Length ? $"return {call};" : $"var {values.Last()} = {call};");
        }

        return lines.Count == 1
            ? $"{heading} => {lines[0].Substring("return ".Length)}"
            : $"{heading}\n{{\n{string.Concat(lines.Select(written => Indentation + written + "\n"))}}}";
    }

    /// <summary>A local for what a method gives, which does not hide the method.</summary>
    private static string Local(IMethodSymbol method)
    {
        string local = char.ToLowerInvariant(method.Name[0]) + method.Name.Substring(1);
        return local == method.Name ? local + "Value" : Escaped(local);
    }

    private static string Escaped(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;
}
