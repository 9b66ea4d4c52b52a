namespace GraphGen.CompilerServices;

/// <summary>
/// All that a network keeps in one flat buffer, described by segments: first its parameters, then its running statistics, so that
/// gradients and what optimizers remember are as long as the first part and know nothing of the second.
/// </summary>
internal sealed class ParameterStore
{
    public ParameterStore(NetworkLayout layout)
    {
        ParameterSpec[] specs = [.. layout.Parameters, .. layout.Buffers ?? []];
        State = new Segment[specs.Length];
        long length = 0;
        for (int i = 0; i < State.Length; i++)
        {
            if (length > AlignedBuffer.MaxLength)
                throw TooLarge(layout);
            State[i] = new Segment(specs[i], (int)length);
            length += State[i].PaddedLength;
        }

        if (length > AlignedBuffer.MaxLength)
            throw TooLarge(layout);
        Buffer = new AlignedBuffer(length);
        Segments = State[..layout.Parameters.Length];
        ParameterLength = Segments.Length == 0 ? 0 : Segments[^1].Offset + Segments[^1].PaddedLength;
    }

    /// <summary>The parameters.</summary>
    public Segment[] Segments { get; }

    /// <summary>The parameters, then the running statistics: what files hold.</summary>
    public Segment[] State { get; }

    public AlignedBuffer Buffer { get; }

    /// <summary>The part of the buffer that is parameters.</summary>
    public int ParameterLength { get; }

    private static InvalidOperationException TooLarge(NetworkLayout layout) =>
        new($"The parameters of '{layout.Name}' take more than {AlignedBuffer.MaxLength} elements, the most that one network can hold. Make its layers smaller.");
}
