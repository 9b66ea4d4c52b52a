namespace GraphGen.Data;

/// <summary>What stands where a shifted or turned picture has no pixels: the nearest pixels of its border, or a number.</summary>
public readonly record struct PictureFill
{
    private PictureFill(float value)
    {
        IsConstant = true;
        Value = value;
    }

    /// <summary>The nearest pixel of the border, drawn out: the default, as in Keras.</summary>
    public static PictureFill Nearest => default;

    /// <summary>Whether a number stands there.</summary>
    public bool IsConstant { get; }

    /// <summary>The number, in units of the dataset (before normalisation).</summary>
    public float Value { get; }

    /// <summary>A number, such as 0 for black.</summary>
    /// <param name="value">Finite, in units of the dataset (before normalisation).</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is not finite.</exception>
    public static PictureFill Constant(float value) => float.IsFinite(value)
        ? new(value)
        : throw new ArgumentOutOfRangeException(nameof(value), value, $"What fills a picture is a finite number, but {value} was given.");
}
