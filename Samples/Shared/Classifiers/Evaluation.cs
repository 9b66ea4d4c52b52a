namespace Shared.Classifiers;

/// <summary>What a network made of a set of pictures.</summary>
/// <param name="Predicted">The class that it chose for each.</param>
/// <param name="Confidence">The probability that it gave to that class.</param>
/// <param name="Confusion">How often pictures of a class (row) were read as one of a class (column).</param>
internal sealed record Evaluation(int[] Predicted, float[] Confidence, int[,] Confusion)
{
    public int Count => Predicted.Length;

    public int Correct => Enumerable.Range(0, Confusion.GetLength(0)).Sum(name => Confusion[name, name]);

    public double Accuracy => (double)Correct / Count;
}
