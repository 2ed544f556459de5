using MlNetInvoice.Models;
using MlNetInvoice.Networks;
using MlNetInvoice.Reading;

namespace MlNetInvoice.Synthesis.Calibration;

public sealed class ReaderCalibrationTests
{
    [Test]
    public void What_is_fitted_tells_right_lines_from_wrong_ones_that_it_has_not_seen()
    {
        Network network = EmbeddedModels.LoadReader().Network;
        CalibrationLine[] lines = ReaderCalibration.Measure(network, 600, CancellationToken.None);
        CalibrationLine[] seen = [.. lines.Where((_, i) => i % 2 == 0)];
        CalibrationLine[] unseen = [.. lines.Where((_, i) => i % 2 == 1)];
        var confidence = new ReadingConfidence(ReaderCalibration.Fit(seen));
        double Mean(bool right) => unseen.Where(line => line.IsRight == right).Average(line => confidence.OfFeatures(line.Features));

        Assert.That(lines.Count(line => line.IsRight), Is.InRange(300, 590), "among the lines are some that must not be accepted");
        Assert.That(Mean(right: true), Is.GreaterThan(0.8));
        Assert.That(Mean(right: false), Is.LessThan(0.4));
        Assert.That(ReaderCalibration.Measure(network, 20, CancellationToken.None).Select(line => line.Features), Is.EqualTo(lines.Take(20).Select(line => line.Features)), "the same lines each time");
    }

    [Test]
    public void A_network_of_other_classes_is_refused()
    {
        var digits = Network.Create(NetworkArchitectures.Get("lenet5"), 1);

        ArgumentException fault = Assert.Throws<ArgumentException>(() => ReaderCalibration.Fit(digits))!;

        Assert.That(fault.Message, Does.StartWith("A reader has 37 classes, but \"lenet5\" has 10."));
        Assert.Throws<ArgumentOutOfRangeException>(() => ReaderCalibration.Fit(digits, 99));
    }
}
