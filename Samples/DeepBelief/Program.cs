using DeepBelief;
using System.Diagnostics;

return Sample.Run([], digits =>
{
    foreach (bool drawn in (bool[])[false, true])
    {
    if (drawn) digits = DrawnDigits.Make(0);
    var w = Stopwatch.StartNew();
    Dataset pictures = digits.Training.Subset([.. Enumerable.Range(0, 12000)]);
        var e = new BeliefNet();
        e.Train(pictures, int.Parse(args[0]), (m, ep, er) => { if (ep % 2 == 0) Console.WriteLine($"{m} {ep} {er:0.0000} {w.Elapsed.TotalSeconds:0.0}"); });
    foreach (int labels in (int[])[50, 100, 300])
    {
            double s = 0, p = 0;
            for (int d = 0; d < 4; d++) {
                s += FewLabels.Accuracy(digits.Training, digits.Validation, labels, d, null) / 4;
                p += FewLabels.Accuracy(digits.Training, digits.Validation, labels, d, e) / 4;
            }
            Console.WriteLine($"{labels}: scratch {s:0.0000} pretrained {p:0.0000} {w.Elapsed.TotalSeconds:0.0}");
    }
    }
});
