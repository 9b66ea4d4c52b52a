namespace Shared;

/// <summary>Pictures [channel, height, width] with their classes, in three parts.</summary>
/// <param name="Origin">Where they come from, for the user.</param>
/// <param name="ClassNames">What the classes are called.</param>
/// <param name="Training">To train on.</param>
/// <param name="Validation">Held out of the training pictures, to watch the training by.</param>
/// <param name="Test">For the result.</param>
public sealed record LabelledPictures(
    string Origin, IReadOnlyList<string> ClassNames, Dataset Training, Dataset Validation, Dataset Test)
{
    /// <summary>
    /// Holds out a part for validation. Always the same pictures, whatever the run's seed: a saved network that is trained on
    /// must not have seen them.
    /// </summary>
    public static LabelledPictures Of(string origin, IReadOnlyList<string> classNames, Dataset training, Dataset test, int held)
    {
        var (rest, validation) = training.Split(held, seed: 0);
        return new(origin, classNames, rest, validation, test);
    }

    /// <summary>Digits as such pictures.</summary>
    public static LabelledPictures Of(Digits digits) =>
        new(digits.Origin, [.. Enumerable.Range(0, 10).Select(digit => $"{digit}")], digits.Training, digits.Validation, digits.Test);
}
