using System.Diagnostics;

namespace GraphGen.CompilerServices;

/// <summary>
/// What an optimizer remembers of one session: moments, laid out like the parameters, and where its schedule is. A step is
/// <see cref="Begin"/>, then <see cref="SetNorm"/> if <see cref="NeedsNorm"/>, then the <see cref="Update"/>s.
/// </summary>
internal abstract unsafe class OptimizerState
{
    private ScheduleState _schedule;
    private readonly double? _clipNorm;
    private readonly GradientEdit[] _edits;
    private readonly bool[] _isEdited;
    private bool _hasNorm;

    /// <exception cref="ArgumentException">A group's pattern matches no parameter.</exception>
    protected OptimizerState(Optimizer optimizer, double weightDecay, Segment[] segments)
    {
        Groups = new SegmentGroups(optimizer, weightDecay, segments);
        _schedule = optimizer.LearningRate.CreateState();
        _clipNorm = optimizer.ClipNorm;
        Limit = optimizer.ClipValue is { } value ? (float)value : float.PositiveInfinity;
        _edits = new GradientEdit[Groups.Count];
        _isEdited = new bool[Groups.Count];
        for (int group = 0; group < _edits.Length; group++)
        {
            _edits[group] = new GradientEdit { Factor = 1, Limit = Limit, Scale = 1, L1 = (float)Groups.L1(group) };
            _isEdited[group] = optimizer.ClipValue is not null || NeedsNorm || _edits[group].L1 != 0;
        }
    }

    /// <summary>The rate of the last <see cref="Begin"/>, before the groups' scales; 0 before the first.</summary>
    public double LearningRate { get; private set; }

    /// <summary>Whether the updates wait for the norm of all gradients.</summary>
    public bool NeedsNorm => _clipNorm is not null;

    /// <summary>What gradients are multiplied by before all else.</summary>
    public float Factor { get; private set; } = 1;

    /// <summary>The largest magnitude of a gradient's element; infinite without clipping by value.</summary>
    public float Limit { get; }

    /// <summary>The moments by name, each as long as the parameters and laid out like them.</summary>
    public abstract IReadOnlyList<(string Name, AlignedBuffer Buffer)> Buffers { get; }

    /// <summary>How many numbers a checkpoint keeps besides the moments.</summary>
    public int ScalarCount => _schedule.ScalarCount;

    protected SegmentGroups Groups { get; }

    /// <summary>Fixes the step's numbers. Called once per step, before any <see cref="Update"/>, on the caller's thread.</summary>
    /// <param name="step">The number of updates made before this one.</param>
    /// <param name="factor">What the gradients are multiplied by: finite, above 0.</param>
    /// <exception cref="InvalidOperationException">The schedule gave no finite rate of 0 or more; nothing was changed.</exception>
    public void Begin(long step, float factor = 1)
    {
        double rate = Hyperparameter.Rate(_schedule, step);
        for (int group = 0; group < Groups.Count; group++)
            Hyperparameter.GroupRate(rate, Groups.RateScale(group), step);
        for (int group = 0; group < Groups.Count; group++)
            SetRule(group, step, rate * Groups.RateScale(group), Groups.WeightDecay(group));
        for (int group = 0; group < _edits.Length; group++)
            _edits[group].Factor = factor;
        Factor = factor;
        LearningRate = rate;
        _hasNorm = false;
    }

    /// <summary>Says what the norm of the gradients is, as <see cref="GradientNorm.Of"/> has it; on the caller's thread.</summary>
    public void SetNorm(double norm)
    {
        if (_clipNorm is not { } highest)
            return;
        double factor = highest / (norm + 1e-6);
        float scale = factor >= 1 ? 1 : (float)factor; // not-a-number stays: a norm that is none must not be hidden
        for (int group = 0; group < _edits.Length; group++)
            _edits[group].Scale = scale;
        _hasNorm = true;
    }

    /// <summary>Whether an update leaves a parameter as it is: it is not trainable, or its group is frozen.</summary>
    public bool IsFrozen(int segment) => Groups.Of(segment) < 0;

    /// <summary>
    /// Updates a range of elements of one parameter, nothing if it is frozen; workers may do so at the same time on ranges that
    /// do not overlap. The gradients stay as they are.
    /// </summary>
    /// <param name="parameters">Element 0 of the flat parameter buffer.</param>
    /// <param name="gradients">Element 0 of the flat gradient buffer.</param>
    /// <param name="segment">The parameter's index.</param>
    /// <param name="offset">The first element of the range in the flat buffers: a multiple of 16.</param>
    /// <param name="length">The number of elements: a multiple of 16.</param>
    public abstract void Update(float* parameters, float* gradients, int segment, int offset, int length);

    /// <summary>Takes another schedule from the next <see cref="Begin"/> on.</summary>
    public void SetSchedule(Schedule schedule) => _schedule = schedule.CreateState();

    /// <summary>A metric for schedules that follow one; the others ignore it.</summary>
    public void Report(double metric) => _schedule.Report(metric);

    /// <summary>Copies what <see cref="SetScalars"/> takes.</summary>
    /// <exception cref="ArgumentException">The length is not <see cref="ScalarCount"/>.</exception>
    public void GetScalars(Span<double> into)
    {
        CheckScalars(into.Length, nameof(into));
        _schedule.GetScalars(into);
    }

    /// <summary>Continues where <see cref="GetScalars"/> was.</summary>
    /// <exception cref="ArgumentException">The length is not <see cref="ScalarCount"/>, or the numbers cannot be; nothing was changed.</exception>
    public void SetScalars(ReadOnlySpan<double> from)
    {
        CheckScalars(from.Length, nameof(from));
        _schedule.SetScalars(from);
    }

    /// <summary>Prepares a group's rule for a step.</summary>
    protected abstract void SetRule(int group, long step, double rate, double weightDecay);

    /// <summary>What a group's gradients go through, and whether that changes anything besides the factor.</summary>
    protected ref readonly GradientEdit Edit(int group, out bool isEdited)
    {
        Debug.Assert(_hasNorm || !NeedsNorm, "SetNorm comes between Begin and Update.");
        isEdited = _isEdited[group];
        return ref _edits[group];
    }

    private void CheckScalars(int length, string name)
    {
        if (length != ScalarCount)
            throw new ArgumentException($"The optimizer keeps {ScalarCount} numbers besides its moments, but the span has {length}.", name);
    }
}
