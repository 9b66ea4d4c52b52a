namespace Shared;

/// <summary>Pictures of digits: 28 by 28, from 0 for paper to 1 for ink.</summary>
/// <param name="Origin">Where they come from, for the user.</param>
/// <param name="Training">To train on.</param>
/// <param name="Validation">Held out of the training pictures, to watch the training by.</param>
/// <param name="Test">For the result.</param>
public sealed record Digits(string Origin, Dataset Training, Dataset Validation, Dataset Test)
{
    /// <summary>Pixels of a row, and of a column.</summary>
    public const int Side = 28;

    /// <summary>Pixels of a picture.</summary>
    public const int Pixels = Side * Side;

    /// <summary>
    /// Holds out a twelfth for validation. Always the same pictures, whatever the run's seed: a saved network that is
    /// trained on must not have seen them.
    /// </summary>
    public static Digits Of(string origin, Dataset training, Dataset test)
    {
        var (rest, held) = training.Split(training.Count / 12, seed: 0);
        return new Digits(origin, rest, held, test);
    }
}
