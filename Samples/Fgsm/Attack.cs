namespace Fgsm;

/// <summary>
/// The fast gradient sign method (Goodfellow, Shlens, Szegedy 2014): every pixel moves by ε to where the loss grows. And its
/// stronger form, projected gradient descent (Madry et al. 2017): many small moves, never farther than ε from the original.
/// </summary>
public sealed class Attack(DigitReader.Training session, float epsilon)
{
    private readonly float[] _gradient = new float[session.BatchSize * Digits.Pixels];

    /// <summary>One move along the input gradient that the session's last backward pass left.</summary>
    public void Fast(ReadOnlySpan<float> pictures, Span<float> attacked) => Move(pictures, pictures, attacked, epsilon);

    /// <summary>Runs forward and backward for each of the moves. The session's gradients of parameters are void afterwards.</summary>
    public void Projected(ReadOnlySpan<float> pictures, ReadOnlySpan<int> labels, Span<float> attacked, int moves = 10)
    {
        pictures.CopyTo(attacked);
        for (int move = 0; move < moves; move++)
        {
            session.Forward(attacked);
            session.Backward(labels);
            Move(pictures, attacked, attacked, 2.5f * epsilon / moves);
        }

        session.ZeroGradients();
    }

    private void Move(ReadOnlySpan<float> original, ReadOnlySpan<float> from, Span<float> to, float distance)
    {
        Span<float> gradient = _gradient.AsSpan(0, from.Length);
        session.ReadInputGradient("input", gradient);
        for (int i = 0; i < from.Length; i++)
        {
            float moved = from[i] + distance * Math.Sign(gradient[i]);
            to[i] = Math.Clamp(Math.Clamp(moved, original[i] - epsilon, original[i] + epsilon), 0, 1);
        }
    }
}
