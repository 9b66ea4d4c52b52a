using System.ComponentModel;
using GraphGen.CompilerServices;

namespace GraphGen;

/// <summary>Gradients that the caller gives to outputs, and takes from inputs.</summary>
public abstract unsafe partial class TrainingSession
{
    private readonly OutputGradient[] _outputGradients;
    private readonly Tensor<float>[] _inputGradients;
    private readonly List<Tensor<float>> _innerGradients = [];
    private Port[]? _outputGradientPorts;
    private int _innerGradientFrame = -1;

    /// <summary>The gradients of the outputs for <see cref="BackwardFromGradients"/>, with memory of the session's own.</summary>
    public IReadOnlyList<Port> OutputGradients => _outputGradientPorts ??= Array.ConvertAll(_outputGradients, gradient => gradient.Port);

    /// <summary>The backward pass of a frame's forward pass from what lies in <see cref="OutputGradients"/>, in place of losses. Gradients add to those there are.</summary>
    /// <param name="frame">The frame of the forward pass.</param>
    /// <exception cref="InvalidOperationException">There was no forward pass, or it has had its backward pass; the session is in a call.</exception>
    public void BackwardFromGradients(int frame = 0)
    {
        int count = CountOfFrame(frame);
        using Call call = Enter(count, frame);
        for (int i = 0; i < _outputGradients.Length; i++)
        {
            if (_outputGradients[i].Tensor.Data is not null)
                CopyOutputGradient(i, _outputGradients[i].Port.Values[..(count * _outputGradients[i].Port.ElementsPerSample)]);
        }

        RunBackwardFromGradients();
    }

    /// <summary>Used by emitted code: the tensor of an output's gradient that no loss leaves.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected Tensor<float> OutputGradient(int index) => _outputGradients[index].Own();

    /// <summary>Used by emitted code: the same under another shape.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected Tensor<float> OutputGradient(int index, int rows, int columns) =>
        new(_outputGradients[index].Own().Data, rows, columns, Tensor<float>.PaddedColumns(columns));

    /// <summary>Used by emitted code: says where the gradient of an output goes.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void BindOutputGradient(int index, Tensor<float> tensor) => _outputGradients[index].Tensor = tensor;

    /// <summary>Used by emitted code: says where a loss leaves its gradient that belongs to no output.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void BindInnerGradient(Tensor<float> tensor)
    {
        if (_innerGradientFrame != Frame)
            _innerGradients.Clear();
        _innerGradientFrame = Frame;
        _innerGradients.Add(tensor);
    }

    /// <summary>Used by emitted code: says which tensor <see cref="ReadInputGradient"/> reads.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void BindInputGradient(int index, Tensor<float> tensor) => _inputGradients[index] = tensor;

    /// <summary>Used by emitted code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void CopyOutputGradient(int index, ReadOnlySpan<float> values) => _outputGradients[index].Set(values, Region.Count);

    /// <summary>With losses, outputs without one have no gradient.</summary>
    private void ClearOutputGradients()
    {
        foreach (OutputGradient gradient in _outputGradients)
            gradient.Clear();
    }

    /// <summary>Without losses, what they would leave inside the network is nothing.</summary>
    private void ClearInnerGradients()
    {
        foreach (Tensor<float> tensor in _innerGradients)
            new Span<float>(tensor.Data, Region.Count * tensor.Rows * tensor.Stride).Clear();
    }
}
