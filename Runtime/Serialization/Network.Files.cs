using GraphGen.CompilerServices;

namespace GraphGen;

public abstract partial class Network
{
    /// <summary>
    /// Writes all parameters and running statistics to a safetensors file, under PyTorch's names and in its layouts. The file is written under a
    /// temporary name beside it, flushed to the disk and renamed: it is never half there.
    /// </summary>
    /// <param name="path">The file to create or replace.</param>
    /// <exception cref="ArgumentException">The path is empty or names a directory.</exception>
    /// <exception cref="IOException">Writing failed (<see cref="DirectoryNotFoundException"/>: there is no such directory); an old file is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its directory may not be written.</exception>
    /// <exception cref="InvalidOperationException">The network is being changed by another call.</exception>
    public void Save(string path) => Reading(tensors => SafetensorsFile.Save(path, tensors, ReadSegment));

    /// <summary>Writes all parameters and running statistics to a stream, in the safetensors format, from the stream's position on.</summary>
    /// <param name="stream">A stream that can be written; it stays open.</param>
    /// <exception cref="IOException">Writing failed.</exception>
    /// <exception cref="InvalidOperationException">The network is being changed by another call.</exception>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Reading(tensors => SafetensorsFile.Save(stream, tensors, ReadSegment));
    }

    /// <summary>
    /// Takes the parameters and running statistics from a safetensors file. Elements of type F32, F64, F16 and BF16 are read. If anything does not
    /// fit, nothing changes. A checkpoint will do too: the tensors of the network in it are taken.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Which tensors to take under which names, and how strict to be; by default the file must hold this network's tensors and no others.</param>
    /// <exception cref="SafetensorsException">The file is damaged, or its tensors are not those of the network: all differences are listed.</exception>
    /// <exception cref="IOException">Reading failed (<see cref="FileNotFoundException"/>: there is no such file).</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="InvalidOperationException">The network is in use by another call.</exception>
    public void Load(string path, LoadOptions? options = null) => Take(SafetensorsFile.Load(path, Tensors(), options));

    /// <summary>Takes the parameters and running statistics from a stream in the safetensors format, from its position to its end.</summary>
    /// <param name="stream">A stream that can be read; it need not seek, and stays open.</param>
    /// <param name="options">As for a file; by default the stream must hold this network's tensors and no others.</param>
    /// <inheritdoc cref="Load(string, LoadOptions?)" path="/exception"/>
    public void Load(Stream stream, LoadOptions? options = null) => Take(SafetensorsFile.Load(stream, Tensors(), options));

    /// <summary>Takes the parameters and running statistics from the content of a safetensors file.</summary>
    /// <param name="bytes">The whole content.</param>
    /// <param name="options">As for a file; by default the content must hold this network's tensors and no others.</param>
    /// <inheritdoc cref="Load(string, LoadOptions?)" path="/exception"/>
    public void Load(ReadOnlySpan<byte> bytes, LoadOptions? options = null) => Take(SafetensorsFile.Load(bytes, Tensors(), options));

    private StateTensor[] Tensors() => [.. Store.State.Select(segment => new StateTensor(segment.Spec.Name, segment.Spec.Shape))];

    private void ReadSegment(int index, Span<float> elements) => Store.State[index].Read(Store.Buffer.Span, elements);

    private void Reading(Action<StateTensor[]> save)
    {
        Guard.EnterRead();
        try
        {
            save(Tensors());
        }
        finally
        {
            Guard.ExitRead();
        }
    }

    /// <summary>All is read and checked by now: what follows cannot fail halfway.</summary>
    private void Take(float[]?[] values)
    {
        Guard.EnterWrite();
        try
        {
            for (int i = 0; i < values.Length; i++)
            {
                if (values[i] is { } elements)
                    Store.State[i].Write(Store.Buffer.Span, elements);
            }
        }
        finally
        {
            Guard.ExitWrite();
        }
    }
}
