namespace Mnist.Training;

/// <summary>What a network made of a set of pictures.</summary>
/// <param name="Predicted">The class that it chose for each.</param>
/// <param name="Confidence">The probability that it gave to that class.</param>
/// <param name="Confusion">How often a digit (row) was read as a digit (column).</param>
internal sealed record Evaluation(int[] Predicted, float[] Confidence, int[,] Confusion)
{
    public int Count => Predicted.Length;

    public int Correct => Enumerable.Range(0, Confusion.GetLength(0)).Sum(digit => Confusion[digit, digit]);

    public double Accuracy => (double)Correct / Count;
}
