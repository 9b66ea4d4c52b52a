using System.Globalization;
using GraphGen.CompilerServices;

namespace GraphGen;

/// <summary>Training stopped and resumed, bit for bit.</summary>
public abstract unsafe partial class TrainingSession
{
    private const string StepsKey = "steps";
    private const string SamplesKey = "samples";
    private const string SeedKey = "seed";
    private const string OptimizerKey = "optimizer";

    /// <summary>
    /// Writes all that a session needs to go on as if it had never stopped: parameters, running statistics, what the optimizer remembers, the number of
    /// steps and the state of random numbers. It is a safetensors file, from which a network loads its parameters too. The file
    /// is written under a temporary name, flushed and renamed: it is never half there.
    /// </summary>
    /// <remarks>Save between steps: gradients that have accumulated, and forward passes without their backward pass, are not kept.</remarks>
    /// <param name="path">The file to create or replace.</param>
    /// <exception cref="IOException">Writing failed; an old file is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its directory may not be written.</exception>
    /// <exception cref="InvalidOperationException">The session is in a call, has been disposed, or the network is in use.</exception>
    public void SaveCheckpoint(string path)
    {
        using Call call = Enter(BatchSize, Frame);
        CheckpointFile.Save(path, CheckpointTensors(), ReadTensor, CheckpointValues());
    }

    /// <summary>Writes a checkpoint to a stream, from its position on.</summary>
    /// <param name="stream">A stream that can be written; it stays open.</param>
    /// <inheritdoc cref="SaveCheckpoint(string)" path="/remarks"/>
    /// <exception cref="IOException">Writing failed.</exception>
    /// <exception cref="InvalidOperationException">The session is in a call, has been disposed, or the network is in use.</exception>
    public void SaveCheckpoint(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using Call call = Enter(BatchSize, Frame);
        CheckpointFile.Save(stream, CheckpointTensors(), ReadTensor, CheckpointValues());
    }

    /// <summary>
    /// Goes on where a checkpoint was saved: the following steps give the same bits as they would have there, with any number of
    /// workers. The network must be of the same kind and the optimizer of the same type; its hyperparameters, the batch size and
    /// loss weights are this session's own. If anything does not fit, nothing changes. Gradients become zero.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="SafetensorsException">The file is damaged, no checkpoint, or of another network or optimizer: all differences are listed.</exception>
    /// <exception cref="IOException">Reading failed (<see cref="FileNotFoundException"/>: there is no such file).</exception>
    /// <exception cref="InvalidOperationException">The session is in a call, has been disposed, or the network is in use.</exception>
    public void LoadCheckpoint(string path)
    {
        using Call call = Enter(BatchSize, Frame);
        var (tensors, values) = CheckpointFile.Load(path, CheckpointTensors());
        Take(tensors, values);
    }

    /// <summary>Goes on from a checkpoint in a stream, from its position to its end.</summary>
    /// <param name="stream">A stream that can be read; it stays open.</param>
    /// <inheritdoc cref="LoadCheckpoint(string)" path="/exception"/>
    public void LoadCheckpoint(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using Call call = Enter(BatchSize, Frame);
        var (tensors, values) = CheckpointFile.Load(stream, CheckpointTensors());
        Take(tensors, values);
    }

    /// <summary>The network's tensors, then those of each of the optimizer's buffers.</summary>
    private StateTensor[] CheckpointTensors() =>
    [
        .. Network.Store.State.Select(segment => new StateTensor(segment.Spec.Name, segment.Spec.Shape)),
        .. from buffer in _optimizer.Buffers
           from segment in Network.Store.Segments
           select new StateTensor(CheckpointFile.OptimizerTensor(buffer.Name, segment.Spec.Name), segment.Spec.Shape),
    ];

    private void ReadTensor(int index, Span<float> elements)
    {
        var (segment, buffer) = CheckpointTensor(index);
        segment.Read(buffer.Span, elements);
    }

    /// <summary>Where a tensor of <see cref="CheckpointTensors"/> lies.</summary>
    private (Segment Segment, AlignedBuffer Buffer) CheckpointTensor(int index)
    {
        ParameterStore store = Network.Store;
        if (index < store.State.Length)
            return (store.State[index], store.Buffer);
        var (buffer, segment) = Math.DivRem(index - store.State.Length, store.Segments.Length);
        return (store.Segments[segment], _optimizer.Buffers[buffer].Buffer);
    }

    private Dictionary<string, string> CheckpointValues()
    {
        double[] scalars = new double[_optimizer.ScalarCount];
        _optimizer.GetScalars(scalars);
        Dictionary<string, string> values = new()
        {
            [CheckpointMetadata.NetworkKey] = Network.Name,
            [OptimizerKey] = _description.GetType().Name,
            [StepsKey] = CheckpointMetadata.Format(Steps),
            [SamplesKey] = CheckpointMetadata.Format(_samples),
            [SeedKey] = CheckpointMetadata.Format(Region.Seed),
        };
        for (int i = 0; i < scalars.Length; i++)
            values[ScalarKey(i)] = CheckpointMetadata.Format(scalars[i]);
        return values;
    }

    private static string ScalarKey(int index) => "schedule." + index.ToString(CultureInfo.InvariantCulture);

    /// <summary>All is read by now; what is checked here comes before the first change.</summary>
    private void Take(float[][] tensors, CheckpointMetadata values)
    {
        if (values.Text(CheckpointMetadata.NetworkKey) != Network.Name)
            throw values.Unexpected(CheckpointMetadata.NetworkKey, $"the network '{Network.Name}'");
        if (values.Text(OptimizerKey) != _description.GetType().Name)
            throw values.Unexpected(OptimizerKey, $"the optimizer {_description.GetType().Name}");
        long steps = values.Number<long>(StepsKey), samples = values.Number<long>(SamplesKey);
        if (steps < 0)
            throw values.Unexpected(StepsKey, "0 or more");
        if (samples < 0)
            throw values.Unexpected(SamplesKey, "0 or more");
        ulong seed = values.Number<ulong>(SeedKey);
        double[] scalars = new double[_optimizer.ScalarCount];
        for (int i = 0; i < scalars.Length; i++)
            scalars[i] = values.Number<double>(ScalarKey(i));
        try
        {
            _optimizer.SetScalars(scalars);
        }
        catch (ArgumentException)
        {
            throw values.Unexpected(ScalarKey(0), "the state of this session's schedule");
        }

        for (int i = 0; i < tensors.Length; i++)
        {
            var (segment, buffer) = CheckpointTensor(i);
            segment.Write(buffer.Span, tensors[i]);
        }

        Steps = steps;
        _samples = samples;
        Region.Seed = seed;
        _gradients!.Span.Clear();
        _hasGradients = false;
        Array.Clear(_frameCounts);
    }
}
