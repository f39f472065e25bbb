package bootstrap

import (
	"jobspor/data/reference/industries"
	"jobspor/data/reference/occupations"
	"jobspor/matching"
	"jobspor/model"
)

// Trades reads what the built-in tables know of trades and related work.
func Trades() (out matching.Options, err error) {
	trades, err := occupations.LoadTrades()
	if err != nil {
		return out, err
	}
	for _, t := range trades {
		out.Trades = append(out.Trades, matching.Trade(t))
	}
	if out.Kin, err = occupations.LoadKin(); err != nil {
		return out, err
	}
	titles, err := industries.LoadTitles()
	if err != nil {
		return out, err
	}
	out.TradeTitle = func(system, code string) string {
		return titles.TradeTitle(model.IndustrySystem(system), code)
	}
	return out, nil
}
