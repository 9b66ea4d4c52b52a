using System.ComponentModel;
using System.Runtime.CompilerServices;
using GraphGen.CompilerServices;

namespace GraphGen;

/// <summary>What emitted code uses of a session.</summary>
public abstract unsafe partial class Session
{
    /// <summary>Used by emitted code: binds the tensors to the memory of the present frame.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected abstract void Bind();

    /// <summary>Used by emitted code: the forward pass.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected abstract void ForwardPass(ref Worker w);

    /// <summary>Used by emitted code: the tensor of an input.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected Tensor<float> Input(int index) => _inputs[index].Floats(Frame);

    /// <summary>Used by emitted code: an input under another shape.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected Tensor<float> Input(int index, int rows, int columns) => new(_inputs[index].Floats(Frame).Data, rows, columns, columns);

    /// <summary>Used by emitted code: the tensor of an input of indices.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected Tensor<int> InputIndices(int index) => _inputs[index].Integers(Frame);

    /// <summary>Used by emitted code: a value in the workspace.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected Tensor<float> Workspace(int offset, int rows, int columns) =>
        new(_workspaces[Frame].Data + (nint)offset * BatchSize, rows, columns, Tensor<float>.PaddedColumns(columns));

    /// <summary>Used by emitted code: a vector in the workspace that is there once, whatever the number of samples.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected ParameterVector WorkspaceVector(int offset, int length) =>
        new(_workspaces[Frame].Data + (nint)_layout.WorkspaceFloatsPerSample * BatchSize + offset, length);

    /// <summary>Used by emitted code: a mask in the workspace, one bit an element.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected Tensor<ulong> WorkspaceMask(int offset, int rows, int columns) =>
        new((ulong*)(_workspaces[Frame].Data + (nint)offset * BatchSize), rows, columns, (columns + 63) / 64);

    /// <summary>Used by emitted code: a weight matrix.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected PanelMatrix Panels(int parameter) => PanelsIn(Network.Store.Buffer, parameter);

    /// <summary>Used by emitted code: a parameter vector.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected ParameterVector Vector(int parameter) => VectorIn(Network.Store.Buffer, parameter);

    /// <summary>Used by emitted code: a table.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected ParameterTable Table(int parameter) => TableIn(Network.Store.Buffer, parameter);

    /// <summary>Used by emitted code: says which tensor is an output.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void BindOutput(int index, ReadableTensor tensor) => _outputTensors[index] = tensor;

    /// <summary>Used by emitted code: says which tensor <see cref="ReadNode"/> reads.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void BindNode(int index, ReadableTensor tensor) => _nodes[index] = tensor;

    /// <summary>Used by emitted code: a tensor whose elements lie channels last, to be read channel by channel.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected static ReadableTensor ChannelsLast(Tensor<float> tensor, int channels) => new(tensor, channels);

    /// <summary>Used by emitted code: the number of samples of a call.</summary>
    /// <exception cref="ArgumentException">The length of the first input is no multiple of its elements for a sample.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The count is not between 1 and the batch size.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected int CountOf(int length, int count, int elements) => count == 0 && length == elements && !_needsSamples ? 1 : CountOfMany(length, count);

    /// <summary>Used by emitted code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void CheckInput(int index, int length, int count, int elements)
    {
        if (length != (long)count * elements)
            throw _inputs[index].WrongLength(length, count);
    }

    /// <summary>Used by emitted code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void CheckInput(int index, ReadOnlySpan<int> indices, int count)
    {
        _inputs[index].CheckLength(indices.Length, count);
        _inputs[index].CheckIndices(indices);
    }

    /// <summary>Used by emitted code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void CheckOutput(int index, int length, int count, int elements)
    {
        if (length != (long)count * elements)
            throw _outputs[index].WrongLength(length, count);
    }

    /// <summary>Used by emitted code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void CopyInput(int index, ReadOnlySpan<float> values) => values.CopyTo(new Span<float>(_inputMemory[index], values.Length));

    /// <summary>Used by emitted code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void CopyInput(int index, ReadOnlySpan<int> indices) =>
        indices.CopyTo(new Span<int>(_inputMemory[index], indices.Length));

    /// <summary>Used by emitted code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected void CopyOutput(int index, Span<float> values)
    {
        ref readonly ReadableTensor output = ref _outputTensors[index];
        if (_region.Count == 1 && output.IsContiguous)
            new ReadOnlySpan<float>(output.Data, values.Length).CopyTo(values);
        else
            output.Read(_region.Count, values);
    }

    private int CountOfMany(int length, int count)
    {
        Port first = _inputs[0];
        if (count == 0)
        {
            if (length == 0 || length % first.ElementsPerSample != 0)
                throw new ArgumentException($"'{first.Name}' takes a multiple of {first.ElementsPerSample} elements, that many for each sample, but the span has {length}.", first.Name);
            count = length / first.ElementsPerSample;
            if (count > BatchSize)
                throw new ArgumentException($"This session carries at most {BatchSize} sample(s) a call, but '{first.Name}' has {count}, {length} elements of {first.ElementsPerSample} a sample. Give it fewer, or create a session with a larger batch size.", first.Name);
        }

        CheckCount(count);
        return count;
    }

    private protected void CheckFrame(int frame)
    {
        if (frame < 0 || frame >= Frames)
            throw new ArgumentOutOfRangeException(nameof(frame), frame, $"This session has {Frames} frame(s), numbered from 0, but frame {frame} was asked for. Create it with more frames.");
    }

    /// <summary>Checks what the caller filled into ports of indices.</summary>
    private protected static void CheckIndices(ReadOnlySpan<Port> ports, int count)
    {
        foreach (Port port in ports)
        {
            if (port.ElementType == PortType.Int32)
                port.CheckIndices(port.Indices[..(count * port.ElementsPerSample)]);
        }
    }

    /// <summary>Checks the caller's indices, and brings what lies in the ports of the inputs to the present frame once a call has begun.</summary>
    private protected void CheckInputPorts(int count) => CheckIndices(_inputs, count);

    /// <inheritdoc cref="CheckInputPorts"/>
    private protected void KeepInputPorts(int count)
    {
        foreach (Port port in _inputs)
            port.Keep(Frame, count);
    }
}
