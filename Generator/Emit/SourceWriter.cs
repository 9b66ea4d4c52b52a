using System;
using System.Collections.Generic;
using System.Text;

namespace GraphGen.Generator.Emit;

/// <summary>Writes indented lines that end in '\n' whatever the system.</summary>
public sealed class SourceWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    public SourceWriter Line(string text = "")
    {
        if (text.Length > 0)
            _text.Append(' ', 4 * _depth).Append(text);
        _text.Append('\n');
        return this;
    }

    /// <summary>Several lines at the present depth, separated by '\n' in <paramref name="text"/>.</summary>
    public SourceWriter Lines(string text)
    {
        foreach (string line in text.Split('\n'))
            Line(line);
        return this;
    }

    /// <summary>A block in braces under a heading.</summary>
    public SourceWriter Block(string heading, Action body) => Line(heading).Block(body);

    /// <summary>A block in braces.</summary>
    public SourceWriter Block(Action body) => Line("{").Indented(body).Line("}");

    public SourceWriter Indented(Action body)
    {
        _depth++;
        body();
        _depth--;
        return this;
    }

    /// <summary>A call whose arguments take a line each.</summary>
    public SourceWriter Call(string heading, IEnumerable<string> arguments, string end)
    {
        string[] lines = [.. arguments];
        Line(heading + "(");
        Indented(() =>
        {
            for (int i = 0; i < lines.Length; i++)
                Lines(lines[i] + (i < lines.Length - 1 ? "," : end));
        });
        return this;
    }

    public override string ToString() => _text.ToString();
}
