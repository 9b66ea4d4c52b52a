using GraphGen.CompilerServices;

namespace GraphGen.Data;

/// <summary>
/// Reads the IDX format, in which the MNIST pictures of handwritten digits and its relatives come: big-endian, a magic
/// number, the extents, then unsigned bytes. Files may be compressed by gzip; that is seen by their first bytes, whatever
/// their names.
/// </summary>
public static class IdxFile
{
    /// <summary>Reads a file of pictures and the file of their labels. Pixels become numbers from 0 to 1 (byte / 255) when they are read.</summary>
    /// <param name="picturesPath">A file of three dimensions: pictures, rows, columns.</param>
    /// <param name="labelsPath">A file of one dimension: a label a picture.</param>
    /// <param name="classes">The number of classes; labels are from 0 to <paramref name="classes"/> - 1.</param>
    /// <returns>The samples; the shape of one is [1, rows, columns]: channel, height, width.</returns>
    /// <exception cref="InvalidDataException">
    /// A file is damaged, truncated, too long, of another type or number of dimensions, or the two don't fit each other. The
    /// message names the file, what was expected and what came.
    /// </exception>
    /// <exception cref="IOException">A file is missing or cannot be read.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classes"/> is not between 1 and 256.</exception>
    public static Dataset ReadPictures(string picturesPath, string labelsPath, int classes = 10)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(classes, 256);
        IdxContent pictures = IdxReader.Read(picturesPath, "pictures", dimensions: 3);
        IdxContent labels = IdxReader.Read(labelsPath, "labels", dimensions: 1);
        int count = pictures.Extents[0];
        if (labels.Extents[0] != count)
            throw new InvalidDataException($"'{labelsPath}' has {labels.Extents[0]} labels, but '{picturesPath}' has {count} pictures. Expected a label for each picture: take both files from the same set.");

        var indices = new int[count];
        for (int i = 0; i < count; i++)
        {
            byte label = labels.Bytes[i];
            if (label >= classes)
                throw new InvalidDataException($"'{labelsPath}': expected labels from 0 to {classes - 1}, but label {i} is {label}.");
            indices[i] = label;
        }

        return Dataset.OfBytes(pictures.Bytes, indices, [1, pictures.Extents[1], pictures.Extents[2]], classes);
    }
}
