using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>The numbers of what happens to a gradient before the optimizer's rule sees it.</summary>
internal struct GradientEdit
{
    /// <summary>What the caller wants gradients multiplied by, before all else; 1 within a step.</summary>
    public float Factor;

    /// <summary>The largest magnitude of an element; infinite without clipping by value.</summary>
    public float Limit;

    /// <summary>What clipping by norm multiplies by; 1 without.</summary>
    public float Scale;

    /// <summary>The L1 penalty.</summary>
    public float L1;
}

/// <summary>
/// What an update's loop does to the gradient as it loads it. A type, so that the loop that leaves gradients as they are has
/// neither an instruction nor a branch for it.
/// </summary>
internal interface IGradientEdit<V, G> where V : struct, ISimd<V> where G : struct, IGradientEdit<V, G>
{
    static abstract G Create(in GradientEdit numbers);

    V Apply(V gradient, V parameter);
}

/// <summary>The gradient as it is.</summary>
internal readonly struct Unedited<V> : IGradientEdit<V, Unedited<V>> where V : struct, ISimd<V>
{
    public static Unedited<V> Create(in GradientEdit numbers) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply(V gradient, V parameter) => gradient;
}

/// <summary>The gradient by the caller's factor.</summary>
internal readonly struct Scaled<V> : IGradientEdit<V, Scaled<V>> where V : struct, ISimd<V>
{
    private readonly V _factor;

    private Scaled(V factor) => _factor = factor;

    public static Scaled<V> Create(in GradientEdit numbers) => new(V.Create(numbers.Factor));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply(V gradient, V parameter) => gradient * _factor;
}

/// <summary>Takes the caller's factor, clips by value, scales by the norm's factor, adds the L1 penalty. Not-a-number stays what it is.</summary>
internal readonly struct Edited<V> : IGradientEdit<V, Edited<V>> where V : struct, ISimd<V>
{
    private readonly V _factor;
    private readonly V _limit;
    private readonly V _scale;
    private readonly V _penalty;

    private Edited(in GradientEdit numbers)
    {
        _factor = V.Create(numbers.Factor);
        _limit = V.Create(numbers.Limit);
        _scale = V.Create(numbers.Scale);
        _penalty = V.Create(numbers.L1);
    }

    public static Edited<V> Create(in GradientEdit numbers) => new(numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply(V gradient, V parameter)
    {
        gradient *= _factor;
        V clipped = V.SelectLess(_limit, gradient, _limit, gradient);
        clipped = V.SelectLess(clipped, -_limit, -_limit, clipped);
        V sign = V.SelectLess(V.Zero, parameter, _penalty, V.SelectLess(parameter, V.Zero, -_penalty, V.Zero));
        return clipped * _scale + sign;
    }
}
