using System.ComponentModel;
using System.Runtime.InteropServices;
using GraphGen.CompilerServices;

namespace GraphGen;

/// <summary>What emitted code uses of a training session.</summary>
public abstract unsafe partial class TrainingSession
{
    /// <summary>Used by emitted code: the losses and the gradients that they leave.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected abstract void LossPass(ref Worker w);

    /// <summary>Used by emitted code: the backward pass.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected abstract void BackwardPass(ref Worker w);

    /// <summary>Used by emitted code: the gradient of a weight matrix.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected PanelMatrix PanelsGradient(int parameter) => PanelsIn(_gradients!, parameter);

    /// <summary>Used by emitted code: the gradient of a parameter vector.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected ParameterVector VectorGradient(int parameter) => VectorIn(_gradients!, parameter);

    /// <summary>Used by emitted code: the gradient of a table.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected ParameterTable TableGradient(int parameter) => TableIn(_gradients!, parameter);

    /// <summary>Used by emitted code: class indices of a target.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected Tensor<int> TargetIndices(int index) => _targets[index].Integers(0);

    /// <summary>Used by emitted code: numbers of a target.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected Tensor<float> TargetValues(int index) => _targets[index].Floats(0);

    /// <summary>Used by emitted code: the loss of every row.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected Tensor<float> Loss(int index) => new(_losses[index].Data, Layout.Losses[index].Rows, 1, 1);

    /// <summary>Used by emitted code: the present weight of a loss.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected float LossWeight(int index) => _lossWeights[index];

    /// <summary>Used by emitted code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void CheckTarget(int index, ReadOnlySpan<int> target, int count)
    {
        _targets[index].CheckLength(target.Length, count);
        _targets[index].CheckIndices(target);
    }

    /// <summary>Used by emitted code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void CheckTarget(int index, ReadOnlySpan<float> target, int count) => _targets[index].CheckLength(target.Length, count);

    /// <summary>Used by emitted code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void CopyTarget(int index, ReadOnlySpan<int> values) => MemoryMarshal.Cast<int, float>(values).CopyTo(_targets[index].FrameValues(0));

    /// <summary>Used by emitted code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void CopyTarget(int index, ReadOnlySpan<float> values) => values.CopyTo(_targets[index].FrameValues(0));

    /// <summary>Used by emitted code: begins a call, which nothing else may enter until it is disposed.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected Call Enter(int count) => new(this, count, frame: 0);

    /// <summary>Used by emitted code: begins a call on one of the session's frames.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such frame.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected Call Enter(int count, int frame)
    {
        CheckFrame(frame);
        return new(this, count, frame);
    }

    /// <summary>Used by emitted code: the number of samples of a frame's forward pass.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such frame.</exception>
    /// <exception cref="InvalidOperationException">It holds no forward pass, or one that has had its backward pass.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected int CountOfFrame(int frame)
    {
        CheckFrame(frame);
        return _frameCounts[frame] > 0
            ? _frameCounts[frame]
            : throw new InvalidOperationException($"Frame {frame} holds no forward pass whose backward pass is due. Call Forward first; each forward pass has one backward pass.");
    }

    /// <summary>Used by emitted code: the forward pass, whose values the frame keeps.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void RunForward()
    {
        BeginForward();
        ForgetInputGradients();
        Run(Passes.Forward);
        _frameCounts[Frame] = Region.Count;
    }

    /// <summary>Used by emitted code: the losses and the backward pass of the present frame.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected float RunBackward()
    {
        ClearOutputGradients();
        Region.Accumulate = _hasGradients;
        Run(Passes.Backward);
        _hasGradients = true;
        _frameCounts[Frame] = 0;
        SetInputGradients();
        return LastLoss = MeanLoss(Region.Count);
    }

    /// <summary>Used by emitted code: the backward pass of the present frame from the gradients of the outputs.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void RunBackwardFromGradients()
    {
        ClearInnerGradients();
        Region.Accumulate = _hasGradients;
        Run(Passes.BackwardFromGradients);
        _hasGradients = true;
        _frameCounts[Frame] = 0;
        SetInputGradients();
    }

    /// <summary>Used by emitted code: forward, backward and update on all workers, then the mean loss.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected float RunStep()
    {
        _optimizer.Begin(Steps);
        ClearOutputGradients();
        BeginForward();
        Region.Accumulate = false;
        // Where the norm of all gradients has a say, the updates wait for it.
        _updates = !_optimizer.NeedsNorm;
        Run(Passes.All);
        _updates = false;
        _hasGradients = true;
        _frameCounts[Frame] = 0;
        SetInputGradients();
        if (_optimizer.NeedsNorm)
            UpdateAll();
        Steps++;
        return LastLoss = MeanLoss(Region.Count);
    }

    /// <summary>Used by emitted code: a step that reads one input where the caller has it.</summary>
    /// <param name="input">The number of the input; its rows end where vectors do.</param>
    /// <param name="values">Its values, as many as the call's samples have.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected float RunStep(int input, ReadOnlySpan<float> values)
    {
        Port port = InputPort(input);
        if (!port.IsLendable)
        {
            CopyInput(input, values);
            return RunStep();
        }

        fixed (float* lent = values)
        {
            port.Lent = lent;
            BindLentInput();
            try
            {
                return RunStep();
            }
            finally
            {
                port.Lent = null;
                BindLentInput();
            }
        }
    }

    /// <summary>Used by emitted code: binds the tensors of the input that a step borrows, to the caller's memory and back.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected virtual void BindLentInput()
    {
    }

    private void BeginForward()
    {
        Region.Step = Steps + 1;
        Region.FirstSample = _samples;
        _samples += Region.Count;
    }

    private void Run(Passes passes)
    {
        _passes = passes;
        RunRegion();
    }

    /// <summary>The time between entering and leaving a session, in which nobody else uses the network.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected readonly ref struct Call
    {
        private readonly TrainingSession _session;

        internal Call(TrainingSession session, int count, int frame)
        {
            session.Gate.Enter(session);
            try
            {
                session.Network.Guard.EnterWrite();
            }
            catch
            {
                session.Gate.Exit();
                throw;
            }

            _session = session;
            session.Region.Count = count;
            session.Select(frame);
        }

        /// <summary>Leaves the session.</summary>
        public void Dispose()
        {
            _session.Network.Guard.ExitWrite();
            _session.Gate.Exit();
        }
    }
}
