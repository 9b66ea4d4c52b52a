using System.Text;
using Mnist.Data;
using Spectre.Console;

namespace Mnist.Display;

/// <summary>Draws pictures side by side in the terminal. A character holds two pixels, one over the other.</summary>
internal static class PictureStrip
{
    /// <summary>Pictures of digits have empty margins; cut, three of them fit a terminal of 80 columns.</summary>
    private const int Margin = 2;
    private const int Width = Digits.Side - 2 * Margin;

    public static void Write(Dataset data, ReadOnlySpan<int> samples, Func<int, string> caption)
    {
        int perRow = Math.Max(1, (AnsiConsole.Profile.Width + 2) / (Width + 2));
        for (; samples.Length > 0; samples = samples[Math.Min(perRow, samples.Length)..])
        {
            ReadOnlySpan<int> strip = samples[..Math.Min(perRow, samples.Length)];
            Console.WriteLine();
            for (int y = Margin; y < Digits.Side - Margin; y += 2)
                AnsiConsole.Write(new Markup(Line(data, strip, y).Append('\n').ToString()));
            var captions = new StringBuilder();
            foreach (int sample in strip)
                captions.Append(caption(sample).PadRight(Width + 2));
            Console.WriteLine(captions.ToString().TrimEnd());
        }

        Console.WriteLine();
    }

    private static StringBuilder Line(Dataset data, ReadOnlySpan<int> samples, int y)
    {
        bool isGrey = AnsiConsole.Profile.Capabilities.Ansi && AnsiConsole.Profile.Capabilities.ColorSystem >= ColorSystem.EightBit;
        var line = new StringBuilder();
        for (int i = 0; i < samples.Length; i++)
        {
            ReadOnlySpan<float> picture = data.Sample(samples[i]);
            if (i > 0)
                line.Append("  ");
            for (int x = Margin; x < Digits.Side - Margin; x++)
            {
                float upper = picture[y * Digits.Side + x];
                float lower = picture[(y + 1) * Digits.Side + x];
                if (isGrey)
                    line.Append($"[{Grey(upper)} on {Grey(lower)}]▀[/]");
                else
                    line.Append((upper > 0.5f, lower > 0.5f) switch { (true, true) => '█', (true, false) => '▀', (false, true) => '▄', _ => ' ' });
            }
        }

        return line;
    }

    private static string Grey(float ink)
    {
        int level = (int)(255 * ink);
        return $"rgb({level},{level},{level})";
    }
}
