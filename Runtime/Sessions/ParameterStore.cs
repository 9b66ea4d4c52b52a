namespace GraphGen.CompilerServices;

/// <summary>All parameters of a network in one flat buffer, described by segments.</summary>
internal sealed class ParameterStore
{
    public ParameterStore(NetworkLayout layout)
    {
        Segments = new Segment[layout.Parameters.Length];
        long length = 0;
        for (int i = 0; i < Segments.Length; i++)
        {
            if (length > AlignedBuffer.MaxLength)
                throw TooLarge(layout);
            Segments[i] = new Segment(layout.Parameters[i], (int)length);
            length += Segments[i].PaddedLength;
        }

        if (length > AlignedBuffer.MaxLength)
            throw TooLarge(layout);
        Buffer = new AlignedBuffer(length);
    }

    public Segment[] Segments { get; }

    public AlignedBuffer Buffer { get; }

    private static InvalidOperationException TooLarge(NetworkLayout layout) =>
        new($"The parameters of '{layout.Name}' take more than {AlignedBuffer.MaxLength} elements, the most that one network can hold. Make its layers smaller.");
}
