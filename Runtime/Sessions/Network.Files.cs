using GraphGen.CompilerServices;

namespace GraphGen;

public abstract partial class Network
{
    /// <summary>Writes the parameters to a safetensors file, under PyTorch's names and layouts.</summary>
    /// <param name="path">The file; it is replaced as a whole or not at all.</param>
    /// <exception cref="InvalidOperationException">The network is being changed by another call.</exception>
    /// <exception cref="IOException">The file could not be written; the old one is as it was.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Saving(() => SafetensorsFile.Save(path, Tensors, ReadTensor));
    }

    /// <summary>Writes the parameters to a stream, in the safetensors format.</summary>
    /// <param name="stream">The stream, which stays open.</param>
    /// <exception cref="InvalidOperationException">The network is being changed by another call.</exception>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Saving(() => SafetensorsFile.Save(stream, Tensors, ReadTensor));
    }

    /// <summary>Reads the parameters from a safetensors file; if it does not fit, the network stays as it was.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">What is required of the file; by default that it fits exactly.</param>
    /// <exception cref="SafetensorsException">The file is damaged or does not fit; it lists every difference.</exception>
    /// <exception cref="InvalidOperationException">The network is in use by another call.</exception>
    public void Load(string path, LoadOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Assign(SafetensorsFile.Load(path, Tensors, options));
    }

    /// <inheritdoc cref="Load(string, LoadOptions?)"/>
    /// <param name="stream">The stream, read from where it stands.</param>
    /// <param name="options">What is required of the content; by default that it fits exactly.</param>
    public void Load(Stream stream, LoadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Assign(SafetensorsFile.Load(stream, Tensors, options));
    }

    /// <inheritdoc cref="Load(string, LoadOptions?)"/>
    /// <param name="bytes">The content of a file.</param>
    /// <param name="options">What is required of the content; by default that it fits exactly.</param>
    public void Load(ReadOnlySpan<byte> bytes, LoadOptions? options = null) => Assign(SafetensorsFile.Load(bytes, Tensors, options));

    private StateTensor[] Tensors => Array.ConvertAll(Store.Segments, segment => new StateTensor(segment.Spec.Name, segment.Spec.Shape));

    private void ReadTensor(int tensor, Span<float> elements) => Store.Segments[tensor].Read(Store.Buffer.Span, elements);

    private void Saving(Action save)
    {
        Guard.EnterRead();
        try
        {
            save();
        }
        finally
        {
            Guard.ExitRead();
        }
    }

    /// <summary>Takes over tensors that were all read and checked before.</summary>
    private void Assign(float[]?[] tensors)
    {
        Guard.EnterWrite();
        for (int i = 0; i < tensors.Length; i++)
        {
            if (tensors[i] is { } values)
                Store.Segments[i].Write(Store.Buffer.Span, values);
        }

        Guard.ExitWrite();
    }
}
