using System.Globalization;
using System.Text.RegularExpressions;

namespace Benchmarks.Peers;

/// <summary>
/// A network as the peers are told of it: the widths of dense layers with ReLU between them, <c>784-128-10</c>, or words, such as
/// <c>1x28x28 conv6k5p2 relu maxpool2 flatten dense10</c>.
/// </summary>
/// <remarks>
/// The first word is the shape of the input. <c>conv16k3s2p1</c> has 16 filters, a kernel of 3, a stride of 2, padding of 1, and a bias
/// unless <c>bn</c>, a batch normalisation, follows. <c>block32s2</c> is the basic residual block of He et al.
/// </remarks>
internal sealed partial class LayerText
{
    private LayerText(string text, int[] input, Word[] words) => (Text, Input, Words) = (text, input, words);

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>The shape of a sample.</summary>
    public IReadOnlyList<int> Input { get; }

    /// <summary>The layers.</summary>
    public IReadOnlyList<Word> Words { get; }

    /// <summary>The number of elements of a sample.</summary>
    public int InputCount => Input.Aggregate(1, (product, extent) => product * extent);

    /// <summary>The number of outputs: the width of the last layer, a dense one.</summary>
    public int Outputs => Words[^1].Width;

    /// <summary>Reads a description.</summary>
    public static LayerText Of(string text)
    {
        string[] words = text.Split(' ');
        if (words.Length == 1)
        {
            string[] widths = text.Split('-');
            words = [widths[0], .. string.Join(" relu ", widths.Skip(1).Select(width => $"dense{width}")).Split(' ')];
        }

        return new LayerText(text, [.. words[0].Split('x').Select(Number)], [.. words.Skip(1).Select(WordOf)]);
    }

    /// <summary>
    /// The operations of a training step's products for one sample: forward, gradients of the weights, and gradients of the data of all
    /// layers but the first.
    /// </summary>
    public double TrainingFlops => 3 * Products().Sum() - Products().First();

    /// <summary>The operations of the products of one sample's forward pass.</summary>
    public double ForwardFlops => Products().Sum();

    private IEnumerable<double> Products()
    {
        int channels = Input[0], height = Input.Count > 1 ? Input[1] : 1, width = Input.Count > 1 ? Input[2] : 1;
        foreach (Word word in Words)
        {
            switch (word.Kind)
            {
                case "conv":
                    yield return Convolution(word.Width, word.Kernel, word.Stride, word.Padding);
                    break;
                case "block":
                    bool projects = word.Stride > 1 || channels != word.Width;
                    double shortcut = 2.0 * (height / word.Stride) * (width / word.Stride) * word.Width * channels;
                    yield return Convolution(word.Width, 3, word.Stride, 1);
                    yield return Convolution(word.Width, 3, 1, 1);
                    if (projects)
                        yield return shortcut;
                    break;
                case "maxpool":
                    (height, width) = (height / word.Width, width / word.Width);
                    break;
                case "globalavgpool":
                    (height, width) = (1, 1);
                    break;
                case "dense":
                    yield return 2.0 * channels * height * width * word.Width;
                    (channels, height, width) = (word.Width, 1, 1);
                    break;
            }
        }

        double Convolution(int filters, int kernel, int stride, int padding)
        {
            height = (height + 2 * padding - kernel) / stride + 1;
            width = (width + 2 * padding - kernel) / stride + 1;
            double flops = 2.0 * height * width * kernel * kernel * channels * filters;
            channels = filters;
            return flops;
        }
    }

    private static Word WordOf(string text)
    {
        MatchCollection parts = Parts().Matches(text);
        int Option(string name, int otherwise)
        {
            for (int i = 2; i + 1 < parts.Count; i += 2)
            {
                if (parts[i].Value == name)
                    return Number(parts[i + 1].Value);
            }

            return otherwise;
        }

        int width = parts.Count > 1 ? Number(parts[1].Value) : 0;
        return new Word(parts[0].Value, width, Option("k", 0), Option("s", 1), Option("p", 0));
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex("[a-z]+|[0-9]+")]
    private static partial Regex Parts();

    /// <summary>A layer.</summary>
    /// <param name="Kind">What it is.</param>
    /// <param name="Width">Its outputs, filters, or the extent of its window, or 0.</param>
    /// <param name="Kernel">The extent of the kernel, or 0.</param>
    /// <param name="Stride">The stride.</param>
    /// <param name="Padding">The padding on every side.</param>
    public readonly record struct Word(string Kind, int Width, int Kernel, int Stride, int Padding);
}
