namespace GraphGen;

/// <summary>The element type of an input.</summary>
public enum InputType
{
    /// <summary>Single-precision numbers.</summary>
    Float32,

    /// <summary>32-bit indices from 0 on: words, categories.</summary>
    Int32,
}
