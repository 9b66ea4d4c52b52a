using System.Text;
using Spectre.Console;

namespace Shared;

/// <summary>Draws pictures side by side in the terminal. A character holds two pixels, one over the other.</summary>
public static class PictureStrip
{
    /// <summary>Pictures of digits have empty margins; cut, three of them fit a terminal of 80 columns.</summary>
    private const int DigitMargin = 2;

    /// <summary>How many pictures of digits fit side by side.</summary>
    public static int PerRow => Fitting(Digits.Side);

    /// <summary>Draws pictures of one size, as many side by side as fit.</summary>
    public static void Write(IEnumerable<Picture> pictures)
    {
        Picture[] all = [.. pictures];
        if (all.Length == 0)
            return;
        int side = all[0].Side, margin = Margin(side);
        foreach (Picture[] strip in all.Chunk(Fitting(side)))
        {
            Console.WriteLine();
            for (int y = margin; y < side - margin; y += 2)
                AnsiConsole.Write(new Markup(Line(strip, y).Append('\n').ToString()));
            Console.WriteLine(string.Concat(strip.Select(picture => picture.Caption.PadRight(side - 2 * margin + 2))).TrimEnd());
        }

        Console.WriteLine();
    }

    private static int Margin(int side) => side == Digits.Side ? DigitMargin : 0;

    private static int Fitting(int side) => Math.Max(1, (AnsiConsole.Profile.Width + 2) / (side - 2 * Margin(side) + 2));

    private static StringBuilder Line(Picture[] strip, int y)
    {
        bool hasColours = AnsiConsole.Profile.Capabilities.Ansi && AnsiConsole.Profile.Capabilities.ColorSystem >= ColorSystem.EightBit;
        var line = new StringBuilder();
        for (int i = 0; i < strip.Length; i++)
        {
            Picture picture = strip[i];
            int margin = Margin(picture.Side);
            if (i > 0)
                line.Append("  ");
            for (int x = margin; x < picture.Side - margin; x++)
            {
                if (hasColours)
                    line.Append($"[{Colour(picture, x, y)} on {Colour(picture, x, y + 1)}]▀[/]");
                else
                    line.Append(picture.IsSigned ? Sign(Level(picture, x, y), Level(picture, x, y + 1)) : Block(Level(picture, x, y), Level(picture, x, y + 1)));
            }
        }

        return line;
    }

    /// <summary>The light of a pixel.</summary>
    private static float Level(in Picture picture, int x, int y)
    {
        ReadOnlySpan<float> pixels = picture.Pixels.Span;
        int plane = picture.Side * picture.Side, at = y * picture.Side + x;
        return picture.IsColoured ? 0.3f * pixels[at] + 0.6f * pixels[plane + at] + 0.1f * pixels[2 * plane + at] : pixels[at];
    }

    /// <summary>The picture's own colour, or grey for ink; where signs matter, orange for and blue against.</summary>
    private static string Colour(in Picture picture, int x, int y)
    {
        ReadOnlySpan<float> pixels = picture.Pixels.Span;
        int plane = picture.Side * picture.Side, at = y * picture.Side + x;
        if (picture.IsColoured)
            return $"rgb({Byte(pixels[at])},{Byte(pixels[plane + at])},{Byte(pixels[2 * plane + at])})";
        float value = pixels[at];
        int level = Byte(MathF.Abs(value));
        return !picture.IsSigned ? $"rgb({level},{level},{level})"
            : value > 0 ? $"rgb({level},{level * 2 / 3},0)"
            : $"rgb(0,{level * 2 / 3},{level})";
    }

    private static int Byte(float value) => (int)(255 * Math.Clamp(value, 0, 1));

    private static char Block(float upper, float lower) =>
        (upper > 0.5f, lower > 0.5f) switch { (true, true) => '█', (true, false) => '▀', (false, true) => '▄', _ => ' ' };

    private static char Sign(float upper, float lower)
    {
        float value = MathF.Abs(upper) > MathF.Abs(lower) ? upper : lower;
        return value switch { > 0.5f => '#', > 0.15f => '+', < -0.5f => '=', < -0.15f => '-', _ => ' ' };
    }
}
