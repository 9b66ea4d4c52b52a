namespace GraphGen;

/// <summary>What stands between the pixels of a picture that is enlarged.</summary>
public enum Interpolation
{
    /// <summary>The nearest pixel: each is repeated.</summary>
    Nearest = 0,

    /// <summary>The mean of the four pixels around, each by its nearness.</summary>
    Bilinear,
}
