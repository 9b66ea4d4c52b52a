using System.Text;
using Spectre.Console;

namespace Shared;

/// <summary>Draws pictures side by side in the terminal. A character holds two pixels, one over the other.</summary>
public static class PictureStrip
{
    /// <summary>Pictures of digits have empty margins; cut, three of them fit a terminal of 80 columns.</summary>
    private const int Margin = 2;
    private const int Width = Digits.Side - 2 * Margin;

    /// <summary>How many pictures fit side by side.</summary>
    public static int PerRow => Math.Max(1, (AnsiConsole.Profile.Width + 2) / (Width + 2));

    /// <summary>Draws pictures, as many side by side as fit.</summary>
    public static void Write(IEnumerable<Picture> pictures)
    {
        foreach (Picture[] strip in pictures.Chunk(PerRow))
        {
            Console.WriteLine();
            for (int y = Margin; y < Digits.Side - Margin; y += 2)
                AnsiConsole.Write(new Markup(Line(strip, y).Append('\n').ToString()));
            Console.WriteLine(string.Concat(strip.Select(picture => picture.Caption.PadRight(Width + 2))).TrimEnd());
        }

        Console.WriteLine();
    }

    private static StringBuilder Line(Picture[] strip, int y)
    {
        bool hasColours = AnsiConsole.Profile.Capabilities.Ansi && AnsiConsole.Profile.Capabilities.ColorSystem >= ColorSystem.EightBit;
        var line = new StringBuilder();
        for (int i = 0; i < strip.Length; i++)
        {
            ReadOnlySpan<float> pixels = strip[i].Pixels.Span;
            if (i > 0)
                line.Append("  ");
            for (int x = Margin; x < Digits.Side - Margin; x++)
            {
                float upper = pixels[y * Digits.Side + x];
                float lower = pixels[(y + 1) * Digits.Side + x];
                if (hasColours)
                    line.Append($"[{Colour(upper, strip[i].IsSigned)} on {Colour(lower, strip[i].IsSigned)}]▀[/]");
                else
                    line.Append(strip[i].IsSigned ? Sign(upper, lower) : Block(upper, lower));
            }
        }

        return line;
    }

    /// <summary>Grey for ink; where signs matter, orange for and blue against.</summary>
    private static string Colour(float value, bool isSigned)
    {
        int level = (int)(255 * Math.Clamp(MathF.Abs(value), 0, 1));
        return !isSigned ? $"rgb({level},{level},{level})" : value > 0 ? $"rgb({level},{level * 2 / 3},0)" : $"rgb(0,{level * 2 / 3},{level})";
    }

    private static char Block(float upper, float lower) =>
        (upper > 0.5f, lower > 0.5f) switch { (true, true) => '█', (true, false) => '▀', (false, true) => '▄', _ => ' ' };

    private static char Sign(float upper, float lower)
    {
        float value = MathF.Abs(upper) > MathF.Abs(lower) ? upper : lower;
        return value switch { > 0.5f => '#', > 0.15f => '+', < -0.5f => '=', < -0.15f => '-', _ => ' ' };
    }
}
