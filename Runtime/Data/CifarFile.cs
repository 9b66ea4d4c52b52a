using GraphGen.CompilerServices;

namespace GraphGen.Data;

/// <summary>
/// Reads the binary version of CIFAR-10 (Krizhevsky: Learning Multiple Layers of Features from Tiny Images, 2009), in which it
/// is offered for other languages than Python: <c>data_batch_1.bin</c> to <c>data_batch_5.bin</c> to train on and
/// <c>test_batch.bin</c> to test with. A picture is a byte for its class and 3072 for its pixels: 32 rows of 32 for red, then
/// for green, then for blue.
/// </summary>
public static class CifarFile
{
    /// <summary>The number of classes.</summary>
    public const int Classes = 10;

    private static readonly string[] s_classNames =
        ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];

    /// <summary>What the classes 0 to 9 are called.</summary>
    public static ReadOnlySpan<string> ClassNames => s_classNames;

    /// <summary>
    /// Reads pictures with their classes from one file or several, in this order. They stay bytes in memory; pixels become
    /// numbers from 0 to 1 (byte / 255) when they are read.
    /// </summary>
    /// <param name="paths">The files; at least one.</param>
    /// <returns>The samples; the shape of one is [3, 32, 32]: channel, height, width.</returns>
    /// <exception cref="ArgumentException">No file is named.</exception>
    /// <exception cref="InvalidDataException">
    /// A file is empty, damaged, cut short, or of another format. The message names the file, what was expected and what came.
    /// </exception>
    /// <exception cref="IOException">A file is missing or cannot be read.</exception>
    public static Dataset ReadPictures(params ReadOnlySpan<string> paths)
    {
        if (paths.IsEmpty)
            throw new ArgumentException("At least one file is to be read, but none was named.", nameof(paths));
        // The lengths first: no memory is taken before all files are seen to be whole.
        long total = 0;
        foreach (string path in paths)
            total += CifarReader.CountPictures(path);
        if (total * CifarReader.PixelBytes > Array.MaxLength)
            throw new InvalidDataException($"The {paths.Length} file(s) hold {total} pictures together, more than one array holds ({Array.MaxLength / CifarReader.PixelBytes}). CIFAR-10 has 60000.");

        var pixels = new byte[total * CifarReader.PixelBytes];
        var labels = new int[total];
        int done = 0;
        foreach (string path in paths)
            done += CifarReader.Read(path, pixels.AsSpan(done * CifarReader.PixelBytes), labels.AsSpan(done));
        if (done != total)
            throw new InvalidDataException($"Expected {total} pictures by the lengths of the files, but {done} came: a file was changed while it was read.");
        return Dataset.OfBytes(pixels, labels, [3, CifarReader.Side, CifarReader.Side], Classes);
    }
}
